import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCentre } from '../api/queries'
import { time } from '../i18n/format'
import { desk } from './session'
import type { DeskView } from './view'

/** One live desk per agent: a second tab asks, the first one is told. */
export function Lease({ view }: { view: DeskView }) {
  const { t } = useTranslation()
  const centre = useCentre()
  const zone = centre.data?.timeZone ?? 'Asia/Shanghai'
  return (
    <>
      <Modal
        open={view.lease === 'held'}
        title={t('lease.held')}
        closable={false}
        mask={{ closable: false }}
        keyboard={false}
        destroyOnHidden
        footer={[
          <Link key="no" to="/contacts">
            <Button data-testid="takeover-no">{t('lease.no')}</Button>
          </Link>,
          <Button key="yes" type="primary" autoFocus data-testid="takeover" onClick={() => void desk.takeOver()}>
            {t('lease.takeOver')}
          </Button>,
        ]}
      >
        <p>{view.heldSince ? t('lease.heldSince', { time: time(view.heldSince, zone) }) : t('lease.heldOther')}</p>
        <p className="soft">{t('lease.heldNext')}</p>
      </Modal>
      <Modal
        open={view.lease === 'taken'}
        title={t('lease.taken')}
        closable={false}
        mask={{ closable: false }}
        keyboard={false}
        destroyOnHidden
        footer={[
          <Button key="back" type="primary" data-testid="take-back" onClick={() => void desk.restart()}>
            {t('lease.takeBack')}
          </Button>,
        ]}
      >
        <p>{t('lease.takenNext')}</p>
      </Modal>
    </>
  )
}

/** On other pages the desk in another tab is only mentioned. */
export function LeaseStrip({ view }: { view: DeskView }) {
  const { t } = useTranslation()
  return (
    <div className="banner banner-info" role="status" data-testid="lease-elsewhere">
      <span aria-hidden="true">●</span>
      <div>{t('lease.elsewhere')}</div>
      <button type="button" onClick={() => void (view.lease === 'held' ? desk.takeOver() : desk.restart())}>
        {t('lease.takeOver')}
      </button>
    </div>
  )
}
