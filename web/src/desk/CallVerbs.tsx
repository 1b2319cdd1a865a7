import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useGuidance, useMe } from '../api/queries'
import type { DeskCall } from '../api/types'
import { AccountsPane, AssistedPane } from '../assisted/pages'
import { duration } from '../i18n/format'
import { useLanguage, words } from '../i18n'
import { may } from '../shell/navigation'
import { useNow } from '../shell/useNow'
import { ConsultPicker } from './ConsultPicker'
import { GuideNow } from './GuideNow'
import { GuidePicker } from './GuidePicker'
import { PausePicker } from './PausePicker'
import { desk } from './session'
import { keyOf, verbsOf, type Verb } from './verbs'
import { serverNow, type DeskView } from './view'

export type Opened = 'consult' | 'secret' | 'pause' | 'guide' | 'accounts' | 'transact'

interface Props {
  call: DeskCall
  view: DeskView
  /** Which choice is open: whom to consult, which secret, what the recording is paused for. */
  open: Opened | null
  onOpen: (open: Opened | null) => void
}

const secrets = ['enquiryPin', 'transactionPin'] as const

/** What else can be done with a call, and who else is in it. Below the bar, which never moves. */
export function CallVerbs({ call, view, open, onOpen }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = serverNow(view, useNow(500))
  const makes = may(useMe().data, makesTransactions)
  const guides = may(useMe().data, guidesCustomers)
  useGuidance(guides) // At hand before it is asked for: an agent types a word and Enter in one go.
  const verbs = verbsOf(call).filter((verb) => (makes || !forTheCustomer(verb)) && (guides || verb !== 'guide'))
  const { consult, entry, askedBy, ears } = call
  return (
    <section className="callverbs" aria-label={t('verbs.title')} data-testid="callverbs">
      <div className="callverbs-row">
        {askedBy && (
          <p className="callverbs-now" role="status">
            {t('verbs.askedBy', { name: words(askedBy.name, language) })}{' '}
            {t(`verbs.stageSeen.${consult?.stage === 'waiting' || consult?.stage === 'joined' ? consult.stage : 'apart'}`)}
          </p>
        )}
        {!askedBy && consult && (
          <p className="callverbs-now" role="status" data-testid="consult" data-stage={consult.stage}>
            <b>{consult.name ? words(consult.name, language) : consult.whom}</b>{' '}
            {t(`verbs.stage.${consult.thenTransfer && consult.stage === 'ringing' ? 'transferring' : consult.stage}`)}{' '}
            <span className="num">{duration(now - Date.parse(consult.since))}</span>
            {consult.stage === 'ringing' && consult.heard && <b> · {t(`callOut.heard.${consult.heard}`)}</b>}
          </p>
        )}
        {entry && (
          <p className={`callverbs-now entry-${entry.outcome ?? 'keying'}`} role="status" data-testid="entry">
            {t(`verbs.secrets.${entry.secret}`)}{' '}
            {entry.outcome
              ? t(`verbs.outcome.${entry.outcome}`)
              : t('verbs.keyed', { keyed: entry.keyed, digits: entry.digits })}
          </p>
        )}
        {call.guide && <GuideNow guide={call.guide} />}
        {!call.guide && call.firstUse && verbs.includes('guide') && (
          <p className="callverbs-now" role="status" data-testid="first-use">
            <b>{t('guide.firstUse')}</b>
          </p>
        )}
        {ears.map((ear) => (
          <p key={ear.who} className="callverbs-now" role="status">
            {t(`verbs.ear.${ear.mode}`, { name: ear.name ? words(ear.name, language) : ear.who })}
          </p>
        ))}
        <span className="callverbs-do">
          {verbs.map((verb) => (
            <button
              key={verb}
              type="button"
              data-testid={`verb-${verb}`}
              aria-keyshortcuts={keyOf[verb]}
              aria-expanded={opens(verb) ? open === verb : undefined}
              onClick={() => does(verb, open, onOpen)}
            >
              {t(`verbs.${verb}`)} <kbd>{keyOf[verb].toUpperCase()}</kbd>
            </button>
          ))}
        </span>
      </div>
      {open === 'consult' && verbs.includes('consult') && <ConsultPicker done={() => onOpen(null)} />}
      {open === 'secret' && verbs.includes('secret') && (
        <div className="secret-picker" role="group" aria-label={t('verbs.secret')}>
          {secrets.map((secret) => (
            <button
              key={secret}
              type="button"
              data-testid={`secret-${secret}`}
              onClick={() => {
                void desk.ask((hub) => hub.askSecret(secret))
                onOpen(null)
              }}
            >
              {t(`verbs.secrets.${secret}`)}
            </button>
          ))}
          <span className="soft">{t('verbs.secretHint')}</span>
        </div>
      )}
      {open === 'guide' && verbs.includes('guide') && <GuidePicker done={() => onOpen(null)} />}
      {open === 'pause' && verbs.includes('pause') && <PausePicker done={() => onOpen(null)} />}
      {makes && !call.askedBy && (
        <Suspense fallback={null}>
          {open === 'accounts' && verbs.includes('accounts') && (
            <AccountsPane
              key={call.contactId}
              contactId={call.contactId}
              level={call.identification}
              close={() => onOpen(null)}
            />
          )}
          <AssistedPane contactId={call.contactId} open={open === 'transact'} close={() => onOpen(null)} />
        </Suspense>
      )}
    </section>
  )
}

/** Who has not this permission has neither button nor key. */
export const makesTransactions = 'transactions.make'

/** Who has not this one guides nobody. */
export const guidesCustomers = 'calls.guide'

export const forTheCustomer = (verb: Verb): boolean => verb === 'accounts' || verb === 'transact'

const opens = (verb: Verb): verb is Opened =>
  verb === 'consult' || verb === 'secret' || verb === 'pause' || verb === 'guide' || verb === 'accounts' || verb === 'transact'

/** What a verb's button and its key do. */
export function does(verb: Verb, open: Props['open'], onOpen: Props['onOpen']) {
  switch (verb) {
    case 'consult':
    case 'secret':
    case 'pause':
    case 'guide':
    case 'accounts':
    case 'transact':
      return onOpen(open === verb ? null : verb)
    case 'transfer':
      return void desk.ask((hub) => hub.transfer())
    case 'conference':
      return void desk.ask((hub) => hub.conference())
    case 'drop':
      return void desk.ask((hub) => hub.dropConsult())
    case 'queue':
      return void desk.ask((hub) => hub.sendToQueue())
    case 'park':
      return void desk.ask((hub) => hub.park())
    case 'menu':
      return void desk.ask((hub) => hub.sendToMenu())
    case 'stopSecret':
      return void desk.ask((hub) => hub.stopSecret())
    case 'stopGuide':
      return void desk.ask((hub) => hub.stopGuide())
    case 'pinSpoken':
    case 'pinOver':
      return void desk.ask((hub) => hub.pinSpoken(verb === 'pinSpoken'))
    case 'record':
      return void desk.ask((hub) => hub.resumeRecording())
  }
}
