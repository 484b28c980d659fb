// What does one line of a form look like? Its name above, what it needs below, what is wrong in its place.
import type { InputHTMLAttributes } from 'react'
import { useId, useState } from 'react'
import { IconButton } from '../ui/controls.tsx'
import { useWords } from '../words.ts'

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  readonly label: string
  readonly hint?: string
  readonly onChange: (value: string) => void
}

export function Field({ label, hint, onChange, type = 'text', ...rest }: FieldProps) {
  const id = useId()
  const words = useWords()
  const [shown, setShown] = useState(false)
  const secret = type === 'password'
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <div className="form-input">
        <input
          id={id}
          className="field"
          type={secret && shown ? 'text' : type}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => onChange(event.target.value)}
          {...rest}
        />
        {secret && (
          <IconButton
            icon="eye"
            tip="none"
            aria-pressed={shown}
            label={shown ? words.signin.hide : words.signin.show}
            onClick={() => setShown(!shown)}
          />
        )}
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="form-hint">
          {hint}
        </p>
      )}
    </div>
  )
}
