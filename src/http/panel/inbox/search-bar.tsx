// Which conversations hold these words? One box for messages, tags and names; the server looks through the whole history.
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../commands.ts'
import { go } from '../navigation.ts'
import { after } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { useWords } from '../words.ts'

/** Between the last key and the question. */
const pauseMs = 250

export function SearchBar({ q }: { readonly q: string | null }) {
  const words = useWords()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(q ?? '')
  useCommand('search', () => field.current?.select())
  useEffect(() => setTyped(q ?? ''), [q])
  useEffect(() => {
    const wanted = typed.trim() === '' ? null : typed.trim()
    if (wanted === q) return
    return after(pauseMs, () => go({ q: wanted }))
  }, [typed, q])
  return (
    <search className="search-bar">
      <label className="search-open">
        <Icon name="search" size={18} />
        <input
          ref={field}
          className="search-input"
          type="search"
          value={typed}
          placeholder={words.list.search}
          aria-label={words.list.search}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
    </search>
  )
}
