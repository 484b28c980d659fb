// What can be done with a whole conversation? Silence the agent in it at once or for a while, give it back, take its link along.
import type { Card } from '../cache.ts'
import { useActs } from '../acts.ts'
import { useDesk, useMayAct } from '../desk.ts'
import { now, tomorrowAt } from '../time.ts'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../ui/menu.tsx'
import { useWords } from '../words.ts'

const minuteMs = 60_000

interface ConversationMenuProps {
  readonly card: Card
  readonly anchor: Element | null
  readonly onClose: () => void
}

export function ConversationMenu({ card, anchor, onClose }: ConversationMenuProps) {
  const words = useWords()
  const acts = useActs()
  const mayAct = useMayAct()
  const { toasts } = useDesk()
  const { silence, intervention } = card.control
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(`${location.origin}/panel/inbox/${card.id}`)
    toasts.show(words.acts.copied)
  }
  return (
    <Menu anchor={anchor} onClose={onClose}>
      {mayAct && (
        <>
          {silence === null ? (
            <MenuItem icon="mute" note="S" onClick={() => acts.silence(card, null)}>
              {words.acts.silence}
            </MenuItem>
          ) : (
            <MenuItem icon="spark" note="S" onClick={() => acts.unsilence(card)}>
              {words.acts.unsilence}
            </MenuItem>
          )}
          {intervention !== null && (
            <MenuItem icon="spark" note="V" onClick={() => acts.release(card)}>
              {words.acts.release}
            </MenuItem>
          )}
          <MenuLine />
          <MenuLabel>{words.acts.silenceUntil}</MenuLabel>
          <MenuItem icon="clock" onClick={() => acts.silence(card, now() + 30 * minuteMs)}>
            {words.acts.halfHour}
          </MenuItem>
          <MenuItem icon="clock" onClick={() => acts.silence(card, now() + 120 * minuteMs)}>
            {words.acts.twoHours}
          </MenuItem>
          <MenuItem icon="clock" onClick={() => acts.silence(card, tomorrowAt(9))}>
            {words.acts.tomorrow}
          </MenuItem>
          <MenuLine />
        </>
      )}
      <MenuItem icon="link" onClick={() => void copy()}>
        {words.acts.copyLink}
      </MenuItem>
    </Menu>
  )
}
