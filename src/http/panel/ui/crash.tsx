// What if the panel itself breaks? A page of text that says so, and a way to load it again.
import type { ReactNode } from 'react'
import { Component } from 'react'
import { useWords } from '../words.ts'
import { Blank, Button } from './controls.tsx'

interface CrashState {
  readonly broken: boolean
}

/** React offers this as a class only. */
export class Crash extends Component<{ readonly children: ReactNode }, CrashState> {
  override state: CrashState = { broken: false }

  static getDerivedStateFromError(): CrashState {
    return { broken: true }
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const words = useWords()
  return (
    <Blank icon="warning" title={words.crashed}>
      <Button look="main" onClick={() => location.reload()}>
        {words.reload}
      </Button>
    </Blank>
  )
}
