import { t } from 'i18next'
import { coded } from '../i18n/coded'
import { duration, maskNumber } from '../i18n/format'
import { line, part, technical, type EventData, type EventWords, type Reader } from '../timeline/event'

const agent = (data: EventData) => data.text('agent')
const whom = (data: EventData) => data.text('whom')
const why = (data: EventData, group: string) => part('why', data.coded('reason', group))

/** Of its own, or why the customer asked for a person. */
function guidanceEnd(data: EventData): string {
  const own = data.coded('why', 'guidanceEnds')
  return own === data.text('why') ? data.coded('why', 'reasons') : own
}

function reason(data: EventData, { language, reasons }: Reader): string {
  const found = reasons.find((one) => one.code === data.text('reasonCode'))
  return found ? (language === 'en' ? found.en : found.zh) : data.text('reasonCode') || '–'
}

/** What the contact's own entries say (`src/Contacts.Events/Events.cs`). The note stands with the facts, and only there. */
export const contactEvents: EventWords = {
  'contact.arrived': line('plain', '☎', (data) =>
    t('contactEvents.arrived', {
      caller: maskNumber(data.text('caller')) || t('customer.hidden'),
      via: data.coded('via', 'via'),
    }),
  ),
  'contact.dialled': line('plain', '☎', (data) =>
    t(data.text('callsBack') ? 'contactEvents.calledBack' : 'contactEvents.dialled', {
      agent: agent(data),
      whom: whom(data),
    }),
  ),
  'contact.dialProgress': technical('wait', '♪', (data) =>
    t('contactEvents.dialProgress', { what: data.coded('what', 'dialStages') }),
  ),
  'contact.dialAnswered': line('talk', '▶', () => t('contactEvents.dialAnswered')),
  'contact.dialEnded': line('plain', '■', (data) =>
    t('contactEvents.dialEnded', { why: data.coded('why', 'dialEnds') }),
  ),
  'contact.answered': technical('plain', '●', () => t('contactEvents.answered')),
  'contact.identified': line('self', '✔', (data) =>
    t('contactEvents.identified', {
      level: data.coded('level', 'identification'),
      name: part('name', data.text('customerName')),
    }),
  ),
  'contact.humanRequested': line('wait', '●', (data) =>
    t('contactEvents.humanRequested', {
      why: why(data, 'reasons'),
      path: part(
        'path',
        data
          .list('path')
          .map((node) => coded('nodes', node))
          .join(' › '),
      ),
    }),
  ),
  'contact.outsideHours': line('wait', '○', (data) =>
    t('contactEvents.outsideHours', { version: data.text('version') }),
  ),
  'contact.selfServiceFailed': line('alarm', '▲', () => t('contactEvents.selfServiceFailed')),
  'contact.queued': line('wait', '○', (data) =>
    t('contactEvents.queued', {
      front: data.is('atFront') ? t('timeline.parts.front') : '',
      why: data.text('reason') === 'request' ? '' : why(data, 'reasons'),
    }),
  ),
  'contact.announced': technical('wait', '♪', (data) =>
    t('contactEvents.announced', { position: data.text('position') })
    + (data.number('expectedUs') === null ? '' : t('contactEvents.expected', {
      minutes: Math.ceil((data.number('expectedUs') ?? 0) / 60e6),
    })),
  ),
  'contact.offered': line('wait', '▶', (data) => t('contactEvents.offered', { agent: agent(data) })),
  'contact.offerEnded': line('wait', '▶', (data) =>
    t('contactEvents.offerEnded', { agent: agent(data), how: data.coded('how', 'offerEnds') }),
  ),
  'contact.connected': line('talk', '▶', (data) =>
    t('contactEvents.connected', {
      agent: agent(data),
      waited: part('waited', data.time('waitUs')),
    }),
  ),
  'contact.held': line('hold', '‖', (data) => t('contactEvents.held', { agent: agent(data) })),
  'contact.resumed': line('talk', '▶', (data) =>
    t('contactEvents.resumed', {
      agent: agent(data),
      heldFor: part('heldFor', data.time('heldUs')),
    }),
  ),
  'contact.muted': line('talk', '▷', (data) => t('contactEvents.muted', { agent: agent(data) })),
  'contact.unmuted': line('talk', '▶', (data) => t('contactEvents.unmuted', { agent: agent(data) })),
  'contact.agentLost': line('alarm', '▲', (data) =>
    t('contactEvents.agentLost', { agent: agent(data), why: why(data, 'lost') }),
  ),
  'contact.agentAway': line('talk', '▷', (data) => t('contactEvents.agentAway', { agent: agent(data) })),
  'contact.agentBack': line('talk', '▶', (data) => t('contactEvents.agentBack', { agent: agent(data) })),
  'contact.consulting': line('hold', '☎', (data) =>
    t(data.is('thenTransfer') ? 'contactEvents.transferring' : 'contactEvents.consulting', {
      agent: agent(data),
      whom: whom(data),
    }),
  ),
  'contact.consultAnswered': line('hold', '▶', (data) => t('contactEvents.consultAnswered', { whom: whom(data) })),
  'contact.consultOver': line('hold', '■', (data) =>
    t('contactEvents.consultOver', { whom: whom(data), why: part('why', data.coded('why', 'consultEnds')) }),
  ),
  'contact.conference': line('talk', '▶', (data) =>
    t('contactEvents.conference', { agent: agent(data), whom: whom(data) }),
  ),
  'contact.handedOver': line('talk', '▶', (data) =>
    t('contactEvents.handedOver', { agent: agent(data), whom: whom(data) }),
  ),
  'contact.sentToQueue': line('wait', '○', (data) => t('contactEvents.sentToQueue', { agent: agent(data), queue: data.text('queue') })),
  'contact.sentToMenu': line('self', '○', (data) => t('contactEvents.sentToMenu', { agent: agent(data) })),
  'contact.parked': line('wait', '○', (data) =>
    t('contactEvents.parked', { agent: agent(data), number: data.text('number') }),
  ),
  'contact.takenOver': line('talk', '◉', (data) =>
    t('contactEvents.takenOver', { agent: agent(data), by: data.text('by'), why: data.text('reason') }),
  ),
  'contact.entryBegun': line('self', '✱', (data) =>
    t('contactEvents.entryBegun', { agent: agent(data), secret: data.coded('secret', 'entrySecrets') }),
  ),
  'contact.entryOver': line('self', '✱', (data) =>
    t('contactEvents.entryOver', {
      secret: data.coded('secret', 'entrySecrets'),
      outcome: data.coded('outcome', 'entryOutcomes'),
      count: data.number('count') ?? 0,
    }),
  ),
  'contact.guidance': line('self', '▶', (data) =>
    t('contactEvents.guidance', { agent: agent(data), from: part('atNode', data.coded('from', 'nodes')) }),
  ),
  'contact.guidanceStep': line('self', '›', (data) =>
    t('contactEvents.guidanceStep', {
      path: data
        .list('path')
        .map((node) => coded('nodes', node))
        .join(' › '),
      waits: data.coded('waits', 'guidanceWaits'),
    }),
  ),
  'contact.guidanceOver': line('self', '■', (data) =>
    t('contactEvents.guidanceOver', { why: guidanceEnd(data) }),
  ),
  'contact.listening': line('talk', '◉', (data) =>
    t('contactEvents.listening', {
      who: data.text('who'),
      mode: data.coded('mode', 'earModes'),
      why: data.text('reason'),
    }),
  ),
  'contact.listeningOver': line('talk', '◉', (data) => t('contactEvents.listeningOver', { who: data.text('who') })),
  'contact.ended': line('plain', '■', (data) =>
    t('contactEvents.ended', { by: data.coded('by', 'by'), where: data.coded('where', 'where') }),
  ),
  'contact.selfCompleted': line('self', '✔', (data) =>
    t('contactEvents.selfCompleted', { item: data.coded('service', 'services') }),
  ),
  'contact.wentOn': line('talk', '▶', (data) => t('contactEvents.wentOn', { where: data.coded('where', 'where') })),
  'contact.callbackOwed': line('alarm', '☎', (data) =>
    t(data.is('chosen') ? 'contactEvents.callbackChosen' : 'contactEvents.callbackOwed')),
  'contact.routed': technical('wait', '○', (data, { language }) =>
    t('contactEvents.routed', {
      queue: data.text('queue'),
      seconds: data.text('headStartS'),
      rules: data.list(language === 'en' ? 'en' : 'zh').join('; ') || t('contactEvents.noRule'),
      version: data.text('version'),
    })),
  'contact.relaxed': technical('wait', '○', (data) => t('contactEvents.relaxed', { step: data.text('step') })),
  'contact.surveyOffered': technical('wait', '☎', (data) => t('contactEvents.surveyOffered', { agent: agent(data) })),
  'contact.surveyAnswered': line('self', '☎', (data) =>
    t('contactEvents.surveyAnswered', { agent: agent(data), score: coded('satisfaction', `s${data.number('score') ?? ''}`) })),
  'contact.surveyNotAnswered': line('self', '☎', (data) =>
    t('contactEvents.surveyNotAnswered', { why: data.coded('why', 'surveyEnds') })),
  'contact.turnedAway': line('wait', '☎', (data) => data.coded('instead', 'turnedAway')),
  'contact.systemDropped': line('alarm', '▲', (data) =>
    t('contactEvents.systemDropped', { why: why(data, 'dropped') }),
  ),
  'contact.lineQuality': line('plain', '≈', (data) =>
    t(data.text('line') === 'agent' ? 'contactEvents.agentLine' : 'contactEvents.customerLine', {
      agent: agent(data),
      lossFrom: data.text('lossFromPct') || '–',
      lossTo: data.text('lossToPct') || '–',
      jitter: data.text('jitterFromMs') || '–',
      roundTrip: data.text('roundTripMs') || '–',
    }),
  ),
  'contact.callbackClosed': line('plain', '■', (data) =>
    t('contactEvents.callbackClosed', { by: data.text('by'), why: data.coded('why', 'callbackStates') }),
  ),
  'contact.recordingStarted': technical('plain', '●', (data) =>
    t(data.text('consultation') ? 'contactEvents.recordingStartedApart' : 'contactEvents.recordingStarted'),
  ),
  'contact.recordingFailed': line('alarm', '▲', (data) =>
    t(data.text('consultation') ? 'contactEvents.recordingFailedApart' : 'contactEvents.recordingFailed'),
  ),
  'contact.pinSpoken': line('alarm', '▲', (data) => t('contactEvents.pinSpoken', { agent: agent(data) })),
  'contact.pinDestroyed': line('plain', '✔', () => t('contactEvents.pinDestroyed')),
  'contact.pinSpokenOver': line('plain', '●', (data) =>
    t('contactEvents.pinSpokenOver', { how: data.coded('why', 'lifted') }),
  ),
  'contact.recordingRule': line('plain', '●', (data) =>
    t(data.is('kept') ? 'contactEvents.recordingRuleKept' : 'contactEvents.recordingRule', {
      mode: data.coded('mode', 'recordingModes'),
    }),
  ),
  'contact.recordingPaused': line('plain', '‖', (data) => t('contactEvents.recordingPaused', { agent: agent(data) })),
  'contact.recordingResumed': line('plain', '●', (data) =>
    t('contactEvents.recordingResumed', { how: data.coded('why', 'lifted') }),
  ),
  'contact.recordingBroken': line('alarm', '▲', () => t('contactEvents.recordingBroken')),
  'contact.recordingSealed': line('plain', '✔', (data) => t('contactEvents.recordingSealed', { length: msOf(data) })),
  'contact.recordingPlayed': line('plain', '♪', (data) =>
    t('contactEvents.recordingPlayed', {
      user: data.text('user'),
      purpose: part('purpose', data.coded('purpose', 'purposes')),
    }),
  ),
  'contact.wrapup': line('wrapup', '✎', (data, reader) => t('contactEvents.wrapup', { reason: reason(data, reader) })),
  'contact.wrapupTakenOver': line('wrapup', '✎', (data) =>
    t('contactEvents.wrapupTakenOver', { agent: agent(data), by: data.text('by'), why: data.text('why') }),
  ),
  'contact.wrapupDraft': technical('wrapup', '✎', () => t('contactEvents.wrapupDraft')),
  'contact.closed': line('plain', '■', (data) =>
    t('contactEvents.closed', { disposition: data.coded('disposition', 'dispositions') }),
  ),
}

function msOf(data: EventData): string {
  const ms = data.number('durationMs')
  return ms === null ? '–' : duration(ms)
}
