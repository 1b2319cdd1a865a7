import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { StateMark } from '../theme/StateMark'
import { duration } from '../i18n/format'
import { usePresence } from './presence'
import { useNow } from './useNow'

/** The agent's state on every other page, and the way back to the desk; a waiting offer is told aloud. */
export function PresenceLink() {
  const { t } = useTranslation()
  const presence = usePresence()
  const now = useNow(500, presence !== null)
  if (!presence) return null
  return (
    <Link to="/desk" className={`presence ${presence.offer ? 'presence-offer' : ''}`} data-testid="presence">
      <StateMark look={presence.look} />
      <span role={presence.offer ? 'alert' : undefined}>{presence.offer ? t('offer.elsewhere') : t(`states.${presence.state}`)}</span>
      <span className="num">{duration(now - presence.sinceMs)}</span>
    </Link>
  )
}
