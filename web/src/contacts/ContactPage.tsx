import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useCentre, useContact, useMe, useReasons } from '../api/queries'
import { useEvents } from '../timeline/useEvents'
import type { ContactDetail } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { dateTime, duration } from '../i18n/format'
import { Identified, Segment } from '../customers/Identified'
import { customerName, pathWords } from '../customers/names'
import { Fault, Loading, Nothing } from '../shell/PageState'
import { may } from '../shell/navigation'
import './contacts.css'
import { Disposition } from './Disposition'
import { agentText } from './names'
import { linesOf, type LineQuality } from './lineQuality'
import { LeftWrapup } from './LeftWrapup'
import { Masked } from './Masked'
import { RecordingPlayer } from './RecordingPlayer'
import { Timeline } from '../timeline/Timeline'
import { ContactVouchers } from '../vouchers/ContactVouchers'

export default function ContactPage() {
  const { id = '' } = useParams()
  const centre = useCentre()
  const contact = useContact(id)
  if (contact.isPending || !centre.data) return <Loading />
  if (contact.isError) return <Fault error={contact.error} retry={() => void contact.refetch()} />
  return <Contact contact={contact.data} zone={centre.data.timeZone} />
}

function Contact({ contact, zone }: { contact: ContactDetail; zone: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const reasons = useReasons()
  const events = useEvents()
  const me = useMe()
  const owed = contact.endedAt && !contact.disposition && contact.agent
  const from = useSearchParams()[0].get('at')
  const [jump, setJump] = useState<{ at: string } | null>(from ? { at: from } : null)
  const { customer } = contact
  const lines = linesOf(contact.timeline)
  const who = customer
    ? customerName({ customerName: customer.name, title: customer.title })
    : contact.customerName || contact.callerMasked || t('customer.unknown')
  const reason = reasons.data?.find((one) => one.code === contact.wrapup?.reasonCode)
  const reasonText = reason ? (language === 'en' ? reason.en : reason.zh) : contact.wrapup?.reasonCode

  return (
    <div className="sheet contact">
      <div className="sheet-head">
        <Link to="/contacts">‹ {t('contacts.title')}</Link>
        <h1>
          {who} <span className="soft num contact-when">{dateTime(contact.startedAt, zone)}</span>
        </h1>
        <Disposition code={contact.disposition} />
      </div>
      <div className="contact-places">
        <section className="panel contact-facts" aria-label={t('contact.facts')}>
          <h2>{t('contact.facts')}</h2>
          <dl className="body pairs-wide">
            <Pair term={t('contacts.customer')}>
              {customer ? (
                <>
                  {customer.name} <Segment segment={customer.segment} />
                </>
              ) : (
                <span className="soft">{t('customer.unknown')}</span>
              )}
            </Pair>
            <Pair term={t('contacts.direction')}>
              {coded('directions', contact.direction)}
              {contact.callsBack && (
                <>
                  {' '}
                  · <Link to={`/contacts/${contact.callsBack}`}>{t('contact.callsBack')} {t('contact.thatContact')}</Link>
                </>
              )}
            </Pair>
            <Pair term={t('contacts.caller')}>
              {contact.callerMasked ? (
                <Masked
                  contactId={contact.id}
                  field="caller"
                  masked={contact.callerMasked}
                  may={contact.unmaskable.includes('caller')}
                />
              ) : (
                <span className="num">{t('customer.hidden')}</span>
              )}
            </Pair>
            {customer?.maskedNumber && (
              <Pair term={t('contact.onFile')}>
                <Masked
                  contactId={contact.id}
                  field="customerNumber"
                  masked={customer.maskedNumber}
                  may={contact.unmaskable.includes('customerNumber')}
                />
              </Pair>
            )}
            <Pair term={t('customer.identification')}>
              <Identified level={contact.identification.level} />
            </Pair>
            <Pair term={t('customer.path')}>{pathWords(contact.path) || '–'}</Pair>
            <Pair term={t('contacts.agent')}>
              {agentText(contact.agent, contact.agentName, language)}
            </Pair>
            <Pair term={t('contacts.wait')}>
              <span className="num">{duration(contact.waitMs)}</span>
            </Pair>
            <Pair term={t('contacts.talk')}>
              <span className="num">{duration(contact.talkMs)}</span>
            </Pair>
            <Pair term={t('contact.ended')}>
              {contact.endedAt ? (
                <>
                  <span className="num">{dateTime(contact.endedAt, zone)}</span>
                  {contact.endedBy && <> · {coded('by', contact.endedBy)}</>}
                </>
              ) : (
                t('contacts.going')
              )}
            </Pair>
            {lines.length > 0 && (
              <Pair term={t('contact.lines')}>
                {lines.map((line, at) => (
                  <Line key={at} line={line} />
                ))}
              </Pair>
            )}
            <Pair term={t('contact.reason')}>{reasonText ?? '–'}</Pair>
            <Pair term={t('contact.note')}>
              <span className="contact-note">{contact.wrapup?.note || '–'}</span>
            </Pair>
          </dl>
        </section>
        <div className="contact-main">
          {owed && may(me.data, 'wrapups.close') && <LeftWrapup contactId={contact.id} />}
          <section className="panel" aria-label={t('recording.title')}>
            <h2>{t('recording.title')}</h2>
            <div className="body">
              {contact.recordings.length === 0 && <Nothing why={t('recording.none')} />}
              {contact.recordings.map((recording) => (
                <RecordingPlayer
                  key={recording.id}
                  recording={recording}
                  zone={zone}
                  jump={jump}
                />
              ))}
            </div>
          </section>
          {may(me.data, 'vouchers.see') && <ContactVouchers contactId={contact.id} />}
          <section className="panel" aria-label={t('timeline.title')}>
            <h2>{t('timeline.title')}</h2>
            <div className="body">
              {events && (
                <Timeline
                  entries={contact.timeline}
                  events={events}
                  seek={contact.recordings.length > 0 ? (at) => setJump({ at }) : null}
                  startedAt={contact.startedAt}
                  zone={zone}
                  reasons={reasons.data ?? []}
                />
              )}
            </div>
          </section>
        </div>
      </div>
    </div>
  )
}

/** In a word; the figures are small below, for whoever looks into it. */
function Line({ line }: { line: LineQuality }) {
  const { t } = useTranslation()
  const shown = (value: number | null) => value ?? '–'
  return (
    <div className="contact-line">
      {line.agent === null ? t('contact.lineOf.customer') : t('contact.lineOf.agent', { agent: line.agent })}
      {' · '}
      <span className={line.grade === 'poor' ? 'late' : undefined} title={t('contact.mosFormula')}>
        {t(`contact.grade.${line.grade}`)}
        {line.mos !== null && <span className="num"> {t('contact.mos', { mos: line.mos.toFixed(1) })}</span>}
      </span>
      {line.codec && <span className="soft"> · {line.codec}</span>}
      <small className="soft num">
        {t('contact.lineFigures', {
          lossFrom: shown(line.lossFrom),
          lossTo: shown(line.lossTo),
          jitter: shown(line.jitter),
          roundTrip: shown(line.roundTrip),
        })}
      </small>
    </div>
  )
}

const Pair = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)
