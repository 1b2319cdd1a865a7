import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { OrgUnit, RightsState, UserRecord } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { fullName } from './tree'

/** 授权级别, 0 for none. */
export const levels = [0, 1, 2, 3, 4]

export const levelText = (level: number) => (level > 0 ? `L${level}` : '')

/** All roles there are words for. */
export const roleOptions = () =>
  Object.entries(i18next.t('roles', { returnObjects: true }) as Record<string, string>).map(([value, label]) => ({
    value,
    label,
  }))

export function RoleNames({ roles }: { roles: readonly string[] }) {
  const { t } = useTranslation()
  if (roles.length === 0) return <span className="soft">{t('admin.noRoles')}</span>
  return <>{roles.map((role) => coded('roles', role)).join(' · ')}</>
}

export function UserState({ user }: { user: UserRecord }) {
  return (
    <span className="admin-tags">
      <span className={user.active ? 'tag good' : 'tag bad'}>
        {coded('userStates', user.active ? 'active' : 'disabled')}
      </span>
      {user.active && user.oneTimeUntil && <span className="tag">{coded('userStates', 'oneTime')}</span>}
      {user.proposed && <span className="tag warn">{coded('userStates', 'proposed')}</span>}
    </span>
  )
}

/** What a change would alter, each from what to what. */
export function RightsChange({ now, wanted, units }: { now: RightsState; wanted: RightsState; units: OrgUnit[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const roles = (state: RightsState) =>
    state.roles.length === 0 ? t('admin.noRoles') : state.roles.map((role) => coded('roles', role)).join(' · ')
  const level = (state: RightsState) => levelText(state.authorityLevel) || t('admin.none')
  const unit = (state: RightsState) => fullName(state.org, units, (one) => words(one.name, language))
  const state = (of: RightsState) => coded('userStates', of.active ? 'active' : 'disabled')
  const lines = [
    { label: t('admin.roles'), from: roles(now), to: roles(wanted) },
    { label: t('admin.level'), from: level(now), to: level(wanted) },
    { label: t('admin.unit'), from: unit(now), to: unit(wanted) },
    { label: t('admin.state'), from: state(now), to: state(wanted) },
  ].filter((line) => line.from !== line.to)
  return (
    <ul className="admin-change">
      {lines.map((line) => (
        <li key={line.label}>
          <span className="soft">{line.label}</span> {line.from} <b className="admin-to">{line.to}</b>
        </li>
      ))}
    </ul>
  )
}
