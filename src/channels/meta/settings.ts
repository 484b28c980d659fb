// What must a channel of Meta be told before it can work? Its app, its secrets, its accounts, and its way out of the house.
import type { Clock } from '../../clock.ts'
import type { Egress } from '../../egress.ts'

/** A phone number id, Page or Instagram account, and the token that speaks for it. */
export interface MetaAccount {
  readonly id: string
  readonly token: string
  /** Instagram only: which product the token belongs to, and with it the host. Absent means Instagram Login. */
  readonly login?: 'facebook' | 'instagram'
}

export interface MetaSettings {
  /** Tells our own echoes and handovers from those of others; null when it is not known. */
  readonly appId: string | null
  /** Live app secrets, the new one and the old one while they change. Empty: no delivery is believed. */
  readonly appSecrets: readonly string[]
  readonly verifyToken: string
  /** `https://graph.facebook.com`, without a slash at the end. */
  readonly graphUrl: string
  /** `v25.0` or later: https://developers.facebook.com/docs/graph-api/changelog */
  readonly graphVersion: string
}

export interface MetaPorts {
  readonly egress: Egress
  readonly clock: Clock
  /** Where downloaded media lands; the folder exists. */
  readonly mediaDir: string
}
