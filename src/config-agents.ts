// Which agent serves which account? `PROMPTS_AGENTS`: one folder for all, or `*=norte, web=sur, whatsapp/1055=centro`.
import type { ChannelName } from './model.ts'

/** The folder of an agent, and for whom: null is any. */
export interface AgentRule {
  readonly channel: ChannelName | null
  readonly account: string | null
  readonly slug: string
}

const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']

/** No rules: the pack at the top, or the only agent there is. Problems are Spanish. */
export function agentRules(text: string | undefined): {
  readonly rules: readonly AgentRule[]
  readonly problems: readonly string[]
} {
  const problems: string[] = []
  const parts = (text ?? '').split(',').map((part) => part.trim())
  const rules = parts.filter((part) => part !== '').flatMap((part) => ruleOf(part, problems))
  const seen = new Set<string>()
  for (const { channel, account } of rules) {
    const who = `${channel ?? '*'}${account === null ? '' : `/${account}`}`
    if (seen.has(who)) problems.push(`PROMPTS_AGENTS: «${who}» aparece dos veces`)
    seen.add(who)
  }
  if (rules.length > 0 && !seen.has('*'))
    problems.push('PROMPTS_AGENTS: falta «*=…», quién atiende a los demás')
  return { rules, problems }
}

/** Who serves this account: its own rule, its channel's, or everybody's; empty without any. */
export function slugFor(rules: readonly AgentRule[], channel: ChannelName, account: string): string {
  const fits = rules.filter(
    (rule) => (rule.channel ?? channel) === channel && (rule.account === null || rule.account === account),
  )
  const exactness = ({ channel: one, account: other }: AgentRule): number =>
    (one === null ? 0 : 1) + (other === null ? 0 : 1)
  return fits.sort((left, right) => exactness(right) - exactness(left))[0]?.slug ?? ''
}

function ruleOf(part: string, problems: string[]): readonly AgentRule[] {
  const [, who = '*', account = null, slug = ''] =
    /^(?:([^=/]+)(?:\/([^=]+))?=)?([^=]+)$/.exec(part.replaceAll(' ', '')) ?? []
  const channel = channels.find((one) => one === who) ?? null
  if (/^[a-z0-9][a-z0-9-]*$/.test(slug) && (channel !== null || (who === '*' && account === null)))
    return [{ channel, account, slug }]
  problems.push(
    `PROMPTS_AGENTS: no entiendo «${part}» (ejemplos: norte; *=norte, web=sur, whatsapp/1055=centro)`,
  )
  return []
}
