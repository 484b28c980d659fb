// How does one get in? With e-mail and password; the very first time with the link of the terminal, later with an invitation.
import type { BootstrapWire } from '../../wire-panel.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api.ts'
import { Icon } from '../ui/icon.tsx'
import { useWords } from '../words.ts'
import { Newcomer } from './newcomer.tsx'
import { SignIn } from './sign-in.tsx'
import { ticketOf } from './ticket.ts'

interface DoorProps {
  readonly expired: boolean
  readonly onSignedIn: () => void
}

export function Door({ expired, onSignedIn }: DoorProps) {
  const words = useWords()
  const [ticket] = useState(() => ticketOf(location.hash))
  const { data } = useQuery({
    queryKey: ['bootstrap'],
    queryFn: () => ask<BootstrapWire>('GET', '/bootstrap'),
  })
  const done = (): void => {
    history.replaceState(null, '', location.pathname + location.search)
    onSignedIn()
  }
  return (
    <div className="door scroll">
      <aside className="door-side">
        <p className="door-brand">
          <Logo />
          {words.brand}
        </p>
        <p className="door-lead">{words.signin.lead}</p>
        <ul className="door-points">
          {words.signin.points.map((point) => (
            <li key={point}>
              <Icon name="tick" size={18} />
              {point}
            </li>
          ))}
        </ul>
      </aside>
      <main className="door-main">
        <div className="door-card">
          <p className="door-brand small">
            <Logo />
            {words.brand}
          </p>
          {ticket !== null ? (
            <Newcomer ticket={ticket} onSignedIn={done} />
          ) : data?.needed === true ? (
            <>
              <h1>{words.bootstrap.title}</h1>
              <p className="quiet">{words.bootstrap.needLink}</p>
            </>
          ) : (
            <SignIn expired={expired} onSignedIn={done} />
          )}
        </div>
      </main>
    </div>
  )
}

function Logo() {
  return (
    <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="logo-ground" />
      <path
        className="logo-one"
        d="M8 9.5A2.5 2.5 0 0 1 10.5 7h8A2.5 2.5 0 0 1 21 9.500v4a2.5 2.5 0 0 1-2.5 2.500H13l-3.5 3v-3A1.5 1.5 0 0 1 8 14.500z"
      />
      <path
        className="logo-two"
        d="M23.5 13.500A2.5 2.5 0 0 1 25 15.800v5a2.5 2.5 0 0 1-1.5 2.300V26l-3.4-2.700H14a2.5 2.5 0 0 1-2.4-1.800l1.9-1.600h5.800a4.2 4.2 0 0 0 4.2-4.200z"
      />
    </svg>
  )
}
