import type { AgentStateName } from '../api/types'

/** What a state looks like: a colour and, for those who do not see it, a shape. */
export interface Look {
  shape: string
  light: string
  dark: string
}

export const looks = {
  ready: { shape: '●', light: '#1F7A3A', dark: '#5BC27A' },
  talking: { shape: '▶', light: '#1D5FA8', dark: '#6FA8E6' },
  hold: { shape: '‖', light: '#A85A00', dark: '#F0A63C' },
  wrapup: { shape: '✎', light: '#6B3FA0', dark: '#B692E6' },
  notReady: { shape: '○', light: '#5F6873', dark: '#A3ACB8' },
  alarm: { shape: '▲', light: '#B3261E', dark: '#F2766D' },
} satisfies Record<string, Look>

export type LookName = keyof typeof looks

const byState: Record<AgentStateName, LookName> = {
  signedOut: 'notReady',
  notReady: 'notReady',
  ready: 'ready',
  ringing: 'talking',
  talking: 'talking',
  hold: 'hold',
  wrapup: 'wrapup',
  chatting: 'talking',
  working: 'wrapup',
}

export const lookOf = (state: AgentStateName): LookName => byState[state] ?? 'notReady'
