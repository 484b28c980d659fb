// Who are you? E-mail, password, and the second factor when the server asks for one.
import type { Refused } from '../api.ts'
import { useState } from 'react'
import { ask } from '../api.ts'
import { Button } from '../ui/controls.tsx'
import { useWords } from '../words.ts'
import { Field } from './field.tsx'
import { useForm } from './use-form.ts'

interface SignInProps {
  readonly expired: boolean
  readonly onSignedIn: () => void
}

export function SignIn({ expired, onSignedIn }: SignInProps) {
  const words = useWords()
  const [{ email, password, code }, setGiven] = useState({ email: '', password: '', code: '' })
  const [codeAsked, setCodeAsked] = useState(false)
  const give = (part: object): void => setGiven((given) => ({ ...given, ...part }))

  const wordsFor = ({ status, because }: Refused): string | null => {
    if (status === 0) return words.offline
    if (status === 429) return words.signin.locked
    if (status !== 401) return words.broken
    if (because !== 'code') return words.signin.wrong
    setCodeAsked(true)
    return codeAsked ? words.signin.wrongCode : null
  }
  const leave = async (): Promise<void> => {
    const second = code.trim() === '' ? {} : { code: code.trim() }
    await ask('POST', '/session', { email: email.trim(), password, ...second })
    onSignedIn()
  }
  const { problem, busy, onSubmit } = useForm(leave, wordsFor)
  return (
    <form className="form" onSubmit={onSubmit}>
      <h1>{words.signin.title}</h1>
      {expired && <p className="notice">{words.signin.expired}</p>}
      <Field
        {...{ label: words.signin.email, type: 'email', name: 'email', autoComplete: 'username' }}
        {...{ required: true, autoFocus: true, value: email }}
        onChange={(value) => give({ email: value })}
      />
      <Field
        {...{ label: words.signin.password, type: 'password', name: 'password' }}
        {...{ autoComplete: 'current-password', required: true, value: password }}
        aria-invalid={problem !== null}
        onChange={(value) => give({ password: value })}
      />
      {codeAsked && (
        <Field
          {...{ label: words.signin.code, hint: words.signin.codeHint, name: 'code' }}
          {...{ autoComplete: 'one-time-code', required: true, autoFocus: true, value: code }}
          onChange={(value) => give({ code: value })}
        />
      )}
      <p className="problem" role="alert">
        {problem}
      </p>
      <Button look="main" type="submit" disabled={busy}>
        {words.signin.submit}
      </Button>
    </form>
  )
}
