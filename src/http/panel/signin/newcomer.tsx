// How does a new operator begin? With a name and a password of their own, and the link that lets them.
import type { Ticket } from './ticket.ts'
import { useState } from 'react'
import { ask } from '../api.ts'
import { Button } from '../ui/controls.tsx'
import { useWords } from '../words.ts'
import { Field } from './field.tsx'
import { useForm } from './use-form.ts'

interface NewcomerProps {
  readonly ticket: Ticket
  readonly onSignedIn: () => void
}

const stale = [401, 403, 404, 409]

export function Newcomer({ ticket, onSignedIn }: NewcomerProps) {
  const words = useWords()
  const first = ticket.kind === 'bootstrap'
  const texts = first ? words.bootstrap : words.invitation
  const [{ name, email, password }, setGiven] = useState({ name: '', email: '', password: '' })
  const give = (part: object): void => setGiven((given) => ({ ...given, ...part }))
  const leave = async (): Promise<void> => {
    const { token } = ticket
    const who = { token, name: name.trim(), password }
    if (first) await ask('POST', '/bootstrap', { ...who, email: email.trim() })
    else await ask('POST', '/invitations/accept', who)
    onSignedIn()
  }
  const { problem, busy, onSubmit } = useForm(leave, ({ status, message }) => {
    if (status === 0) return words.offline
    return stale.includes(status) ? texts.stale : message || words.broken
  })
  return (
    <form className="form" onSubmit={onSubmit}>
      <h1>{texts.title}</h1>
      <p className="quiet">{texts.lead}</p>
      <Field
        {...{ label: words.bootstrap.name, name: 'name', autoComplete: 'name' }}
        {...{ required: true, autoFocus: true, value: name }}
        onChange={(value) => give({ name: value })}
      />
      {first && (
        <Field
          {...{ label: words.signin.email, type: 'email', name: 'email', autoComplete: 'username' }}
          {...{ required: true, value: email }}
          onChange={(value) => give({ email: value })}
        />
      )}
      <Field
        {...{ label: words.signin.password, hint: words.bootstrap.passwordHint, type: 'password' }}
        {...{ name: 'password', autoComplete: 'new-password', required: true, value: password }}
        onChange={(value) => give({ password: value })}
      />
      <p className="problem" role="alert">
        {problem}
      </p>
      <Button look="main" type="submit" disabled={busy}>
        {texts.submit}
      </Button>
    </form>
  )
}
