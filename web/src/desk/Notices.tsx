import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCentre } from '../api/queries'
import { coded } from '../i18n'
import { time } from '../i18n/format'
import { desk } from './session'
import type { DeskView } from './view'

/** What went wrong, what it means for the customer, what to do now. The technical cause folds out. */
export function Notices({ view }: { view: DeskView }) {
  const { t } = useTranslation()
  const { fault, microphone, desk: state } = view
  const zone = useCentre().data?.timeZone ?? 'Asia/Shanghai'
  const browser = state?.phone.kind !== 'sip'
  const phoneLost = view.lease === 'ours' && browser && view.media === 'lost'
  return (
    <div className="notices" aria-live="polite">
      {view.link === 'down' && state && (
        <Banner kind="alarm" testid="link-down" title={t('notice.linkDown')}>
          {state.call ? t('notice.linkDownInCall') : t('notice.linkDownIdle')}
        </Banner>
      )}
      {phoneLost && (
        <Banner
          kind="alarm"
          testid="phone-lost"
          title={t('notice.phoneLost')}
          action={{ label: t('phone.reopen'), act: () => void desk.openPhone() }}
        >
          {state?.call ? t('notice.phoneLostInCall') : t('notice.phoneLostIdle')}
        </Banner>
      )}
      {view.lease === 'ours' &&
        browser &&
        (microphone === 'denied' || microphone === 'missing' || microphone === 'insecure') && (
          <Banner
            kind="warn"
            testid="microphone-help"
            title={t(`microphone.${microphone}`)}
            action={{ label: t('microphone.again'), act: () => void desk.openPhone() }}
          >
            {t(`microphone.${microphone}Next`)}
          </Banner>
        )}
      {view.lease === 'ours' && browser && microphone === 'asking' && (
        <Banner kind="info" testid="microphone-asking" title={t('microphone.asking')}>
          {t('microphone.askingNext')}
        </Banner>
      )}
      {!browser && state && !state.phone.registered && (
        <Banner kind="warn" testid="sip-missing" title={t('notice.sipMissing')}>
          {t('notice.sipMissingNext', { number: state.agent.number })}
        </Banner>
      )}
      {view.lastEnd?.by === 'lost' && !state?.call && (
        <Banner kind="alarm" testid="call-lost" title={t('ended.lost')}>
          {t('notice.callLostNext')}
        </Banner>
      )}
      {state?.told.map((notice) => (
        <Banner
          key={notice.id}
          kind={['leftDuty', 'phoneForwards'].includes(notice.code) ? 'warn' : 'alarm'}
          testid={`told-${notice.code}`}
          title={t(`told.${notice.code}`)}
          action={{ label: t('notice.seen'), act: () => desk.dismiss(notice.id) }}
        >
          {t(`told.${notice.code}Next`, {
            time: time(notice.at, zone),
            who: notice.customerName ?? t('customer.unknown'),
          })}{' '}
          {notice.contactId && <Link to={`/contacts/${notice.contactId}`}>{t('told.contact')}</Link>}
        </Banner>
      ))}
      {fault && (
        <Banner
          kind="warn"
          testid="fault"
          title={coded('refused', fault.code) === fault.code ? t('refused.unknown') : coded('refused', fault.code)}
          action={{ label: t('notice.seen'), act: desk.seen }}
        >
          {coded('refused', fault.code) === fault.code && (
            <details>
              <summary>{t('page.technical')}</summary>
              <code>
                {fault.code} · {fault.detail}
              </code>
            </details>
          )}
        </Banner>
      )}
    </div>
  )
}

interface BannerProps {
  kind: 'alarm' | 'warn' | 'info'
  testid: string
  title: string
  children: React.ReactNode
  action?: { label: string; act: () => void }
}

function Banner({ kind, testid, title, children, action }: BannerProps) {
  return (
    <div className={`banner banner-${kind}`} data-testid={testid}>
      <span aria-hidden="true">{kind === 'info' ? '●' : '▲'}</span>
      <div>
        <b>{title}</b> <span>{children}</span>
      </div>
      {action && (
        <button type="button" onClick={action.act}>
          {action.label}
        </button>
      )}
    </div>
  )
}
