// What does one press and read everywhere? Buttons with and without words, faces, tags, small states; each is one element with its class.
import type { ChannelName } from '../../../model.ts'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import type { IconName } from './icon.tsx'
import { ChannelIcon, Icon } from './icon.tsx'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'main' | 'danger' | 'quiet' | 'link'
  readonly icon?: IconName
  readonly ref?: React.Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', icon, children, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" className={`button ${look} ${className}`} {...rest}>
      {icon !== undefined && <Icon name={icon} size={18} />}
      {children}
    </button>
  )
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName
  /** Its accessible name, shown when the pointer or the focus rests on it. */
  readonly label: string
  readonly size?: number
  readonly tip?: 'below' | 'above' | 'right' | 'left' | 'none'
  readonly ref?: React.Ref<HTMLButtonElement>
}

export function IconButton({
  icon,
  label,
  size = 20,
  tip = 'below',
  className = '',
  ...rest
}: IconButtonProps) {
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={label} data-tip={tip} {...rest}>
      <Icon name={icon} size={size} />
    </button>
  )
}

/** A face: first letters on one of six grounds, always the same for the same key. */
export function Avatar({
  name,
  of,
  channel,
}: {
  readonly name: string
  readonly of: string
  readonly channel?: ChannelName
}) {
  return (
    <span className={`avatar hue-${hueOf(of)}`} aria-hidden="true">
      {initialsOf(name)}
      {channel !== undefined && (
        <span className={`badge ${channel}`}>
          <ChannelIcon channel={channel} size={12} />
        </span>
      )}
    </span>
  )
}

export function TagMark({ name }: { readonly name: string }) {
  return (
    <span className={`tag tone-${toneOf(name)}`} dir="auto">
      <span className="dot" />
      <span className="line">{name}</span>
    </span>
  )
}

export function Count({
  value,
  most,
  tone = 'accent',
}: {
  readonly value: number
  readonly most?: number
  readonly tone?: string
}) {
  if (value === 0) return null
  return (
    <span className={`count ${tone}`}>{most !== undefined && value >= most ? `${most - 1}+` : value}</span>
  )
}

export function Blank({
  icon,
  title,
  children,
}: {
  readonly icon: IconName
  readonly title: string
  readonly children?: ReactNode
}) {
  return (
    <div className="blank">
      <span className="blank-icon">
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** Grey shapes in the place of what is coming; they show after a moment. */
export function Bones({ rows, of }: { readonly rows: number; readonly of: 'card' | 'bubble' | 'row' }) {
  return (
    <div className="bones" aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={`bone ${of}`} />
      ))}
    </div>
  )
}

/** `Lead` and `Escalar` have colours of their own; the others one that hangs on their name. */
export function toneOf(name: string): string {
  if (name === 'Escalar') return 'danger'
  if (name === 'Lead') return 'good'
  return String(hueOf(name.toLowerCase()))
}

function hueOf(text: string): number {
  let sum = 7
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 100_003
  return sum % 6
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].flatMap((word) =>
    [...(word ?? '')].slice(0, 1),
  )
  return letters.length === 0 ? '#' : letters.join('').toLocaleUpperCase()
}
