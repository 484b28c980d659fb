// What may an operator set for themself? Language, theme, sound, single keys, and the way out.
import type { Language, Speech } from '../words.ts'
import { ask } from '../api.ts'
import { useDesk, useMe } from '../desk.ts'
import { openOverlay } from '../overlay.ts'
import { like, useLikes } from '../likes.ts'
import { Menu, MenuChoices, MenuItem, MenuLine, MenuSwitch } from '../ui/menu.tsx'
import { keepLanguage, loadSpeech, useWords } from '../words.ts'
import { languages } from '../words/languages.ts'

interface OperatorMenuProps {
  readonly anchor: Element | null
  readonly onClose: () => void
  readonly onSpeech: (speech: Speech) => void
}

export function OperatorMenu({ anchor, onClose, onSpeech }: OperatorMenuProps) {
  const words = useWords()
  const me = useMe()
  const likes = useLikes()
  const desk = useDesk()
  const speak = async (language: Language): Promise<void> => {
    keepLanguage(language)
    document.documentElement.lang = language
    onSpeech(await loadSpeech(language))
    await ask('PATCH', `/operators/${me.id}`, { language })
  }
  const leave = async (): Promise<void> => {
    desk.drafts.wipe()
    desk.outgoing.wipe()
    await ask('DELETE', '/session')
    desk.queries.clear()
    location.assign('/panel/')
  }
  const { themes } = words.menu
  return (
    <Menu anchor={anchor} side="right" align="end" onClose={onClose}>
      <MeCard />
      <MenuLine />
      <MenuChoices
        label={words.menu.theme}
        value={likes.theme}
        choices={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: themes[value] }))}
        onChange={(theme) => like({ theme })}
      />
      <MenuChoices
        label={words.menu.language}
        value={words.language}
        choices={languages.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(code) => {
          const chosen = languages.find((one) => one.code === code)
          if (chosen !== undefined) void speak(chosen.code)
        }}
      />
      <MenuLine />
      <MenuSwitch icon="bell" on={likes.sound} onChange={(sound) => like({ sound })}>
        {words.menu.sound}
      </MenuSwitch>
      <MenuSwitch icon="bolt" on={likes.singleKeys} onChange={(singleKeys) => like({ singleKeys })}>
        {words.menu.singleKeys}
      </MenuSwitch>
      <MenuItem icon="help" note="?" onClick={() => openOverlay({ kind: 'keys', opener: anchor })}>
        {words.menu.shortcuts}
      </MenuItem>
      <MenuLine />
      <MenuItem icon="out" onClick={() => void leave()}>
        {words.menu.signOut}
      </MenuItem>
    </Menu>
  )
}

function MeCard() {
  const words = useWords()
  const me = useMe()
  return (
    <div className="me-card">
      <strong className="line" dir="auto">
        {me.name}
      </strong>
      <span className="quiet line">{me.email}</span>
      <span className="quiet">{words.roles[me.role]}</span>
    </div>
  )
}
