// Which channel is looked at, and does the line hold? Five buttons with what is unread, and at the right end the light.
import type { ChannelName } from '../../../model.ts'
import { useCommand } from '../commands.ts'
import { useChannels, useLiveState, useUnread } from '../data.ts'
import { go, useView } from '../navigation.ts'
import { Count } from '../ui/controls.tsx'
import { ChannelIcon, Icon } from '../ui/icon.tsx'
import { channels } from '../view.ts'
import { useWords } from '../words.ts'

export function TopRow() {
  const words = useWords()
  const view = useView()
  useCommand('channel 1', () => go({ channel: null }))
  useCommand('channel 2', () => go({ channel: 'whatsapp' }))
  useCommand('channel 3', () => go({ channel: 'instagram' }))
  useCommand('channel 4', () => go({ channel: 'messenger' }))
  useCommand('channel 5', () => go({ channel: 'web' }))
  const filters = view.screen === 'inbox' || view.screen === 'dashboard'
  return (
    <header className="top">
      {filters ? (
        <div className="channels" role="group" aria-label={words.channelFilters}>
          <ChannelButton channel={null} />
          {channels.map((channel) => (
            <ChannelButton key={channel} channel={channel} />
          ))}
        </div>
      ) : (
        <p className="top-title line">{words.screens[view.screen]}</p>
      )}
      <Light />
    </header>
  )
}

function ChannelButton({ channel }: { readonly channel: ChannelName | null }) {
  const words = useWords()
  const view = useView()
  const unread = useUnread()
  const states = useChannels()
  const state = states?.find((one) => one.channel === channel)?.state ?? 'connected'
  const name = channel === null ? words.allChannels : words.channels[channel]
  const count = channel === null ? (unread?.total ?? 0) : (unread?.channels[channel] ?? 0)
  const pressed = view.channel === channel
  const choose = (): void => {
    go({ channel, ...(view.screen === 'inbox' ? { q: null } : {}) })
  }
  return (
    <button
      type="button"
      className="channel"
      data-state={state}
      aria-pressed={pressed}
      aria-label={labelOf()}
      title={channel === null ? undefined : words.channelTips[channel]}
      onClick={choose}
    >
      {channel === null ? <Icon name="list" /> : <ChannelIcon channel={channel} />}
      <span className="channel-name">{name}</span>
      {state === 'paused' && <Icon name="warning" size={16} />}
      <Count
        value={count}
        tone={pressed ? 'accent' : 'soft'}
        {...(unread === undefined ? {} : { most: unread.most })}
      />
    </button>
  )

  function labelOf(): string {
    if (channel !== null && state === 'off') return words.channelOff(name)
    const full = channel !== null && state === 'paused' ? words.channelPaused(name) : name
    return count === 0 ? full : `${full}, ${words.unread(count)}`
  }
}

function Light() {
  const words = useWords()
  const state = useLiveState()
  return (
    <p
      className="light"
      data-state={state}
      role="status"
      title={state === 'offline' ? words.live.offlineHint : undefined}
    >
      <span className="light-dot" aria-hidden="true" />
      <span className="light-name">{words.live[state]}</span>
    </p>
  )
}
