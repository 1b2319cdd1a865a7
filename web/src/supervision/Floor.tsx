import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Skeleton, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call as ask, get, Problem } from '../api/http'
import type { FloorAgent, FloorCall, FloorQueue, FloorView } from '../api/types'
import { useCentre, useMe } from '../api/queries'
import { customerName } from '../customers/names'
import { coded, useLanguage, words } from '../i18n'
import { duration } from '../i18n/format'
import { Nothing } from '../shell/PageState'
import { useNow } from '../shell/useNow'
import { lookOf } from '../theme/states'
import { StateMark } from '../theme/StateMark'
import { Emergency } from './Emergency'
import { Why } from './Why'

type Mode = 'listen' | 'whisper' | 'barge'
type Deed = Mode | 'takeOver'
const modes: readonly Mode[] = ['listen', 'whisper', 'barge']
const everyMs = 2_000

/** Who is doing what now, and listening in on it. */
export default function Floor() {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe()
  const now = useNow(1_000)
  const zone = useCentre().data?.timeZone ?? 'UTC'
  const queries = useQueryClient()
  const go = useNavigate()
  const floor = useQuery({
    queryKey: ['floor'],
    queryFn: ({ signal }) => get<FloorView>('/api/floor', signal),
    refetchInterval: everyMs,
  })
  const [asked, setAsked] = useState<{ call: FloorCall; deed: Deed } | null>(null)
  const [refused, setRefused] = useState<string | null>(null)

  const apply = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      setRefused(null)
      await queries.invalidateQueries({ queryKey: ['floor'] })
      return true
    } catch (error) {
      setRefused(error instanceof Problem ? error.message : t('floor.failed'))
      return false
    }
  }
  const listen = (call: FloorCall, mode: Mode, why: string) =>
    apply(() => ask('PUT', `/api/floor/calls/${call.contactId}/listening`, { mode, reason: why }))
  const takeOver = async (call: FloorCall, why: string) => {
    if (await apply(() => ask('POST', `/api/floor/calls/${call.contactId}/taking-over`, { reason: why }))) void go('/desk')
  }
  const stop = (call: FloorCall) => apply(() => ask('DELETE', `/api/floor/calls/${call.contactId}/listening`))

  if (floor.isPending) return <Skeleton active />
  if (!floor.data) return <Alert type="error" showIcon title={t('floor.failed')} />
  const { queues, agents, calls, mayListen, mayTakeOver } = floor.data
  const myEar = (call: FloorCall) => call.ears.find((ear) => ear.who === me.data?.number)

  const titleOf = (deed: Deed, agent: string) =>
    deed === 'takeOver' ? t('floor.askTakeOver', { agent }) : t(`floor.ask.${deed}`, { agent })

  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{t('floor.title')}</h1>
      </div>
      {refused && <Alert type="warning" showIcon closable title={refused} onClose={() => setRefused(null)} />}
      <Emergency
        floor={floor.data}
        zone={zone}
        turn={(on, why) => apply(() => ask('PUT', '/api/floor/emergency', { on, reason: why }))}
      />
      <Card size="small" title={t('floor.queues')}>
        <Table<FloorQueue>
          rowKey="code"
          dataSource={queues}
          pagination={false}
          size="small"
          columns={[
            { title: t('floor.queue'), render: (_, queue) => words(queue.name, language) },
            { title: t('floor.waiting'), className: 'num', dataIndex: 'waiting' },
            {
              title: t('floor.longest'),
              className: 'num',
              render: (_, queue) => (queue.longestSince ? duration(now - Date.parse(queue.longestSince)) : '–'),
            },
            {
              title: t('floor.expected'),
              className: 'num',
              render: (_, queue) => (queue.expectedMs > 0 ? duration(queue.expectedMs) : '–'),
            },
            { title: t('floor.ready'), className: 'num', dataIndex: 'ready' },
            { title: t('floor.next'), render: (_, queue) => queue.next.join(t('floor.comma')) || '–' },
          ]}
        />
      </Card>
      <Card size="small" style={{ marginTop: 16 }} title={t('floor.calls', { count: calls.length })}>
        <Table<FloorCall>
          rowKey="contactId"
          dataSource={calls}
          pagination={false}
          size="small"
          locale={{ emptyText: <Nothing why={t('floor.noCalls')} /> }}
          columns={[
            { title: t('floor.agent'), render: (_, call) => `${words(call.agentName, language)} ${call.agent}` },
            { title: t('floor.customer'), render: (_, call) => <>{customerName(call)} {call.callerMasked}</> },
            {
              title: t('floor.state'),
              render: (_, call) => (
                <>
                  <StateMark look={call.customerState === 'talking' ? 'talking' : 'hold'} />{' '}
                  {t(`floor.customerState.${call.customerState}`)} {call.whom && t('floor.consults', { whom: call.whom })}
                </>
              ),
            },
            {
              title: t('floor.time'),
              className: 'num',
              render: (_, call) => duration(now - Date.parse(call.connectedAt)),
            },
            { title: t('floor.recording'), render: (_, call) => t(call.recording ? 'floor.recorded' : 'floor.notRecorded') },
            {
              title: t('floor.ears'),
              render: (_, call) =>
                call.ears.map((ear) => (
                  <Tag key={ear.who}>
                    {t(`floor.mode.${ear.mode}`)} {ear.name ? words(ear.name, language) : ear.who}
                  </Tag>
                )),
            },
            {
              title: <span className="heard">{t('floor.deeds')}</span>,
              align: 'right',
              render: (_, call) =>
                mayListen &&
                call.agent !== me.data?.number && (
                  <Space>
                    {modes.map((mode) => (
                      <Button
                        key={mode}
                        size="small"
                        data-testid={`${mode}-${call.agent}`}
                        type={myEar(call)?.mode === mode ? 'primary' : 'default'}
                        onClick={() => {
                          setAsked({ call, deed: mode })
                        }}
                      >
                        {t(`floor.mode.${mode}`)}
                      </Button>
                    ))}
                    {myEar(call) && mayTakeOver && (
                      <Button
                        size="small"
                        danger
                        data-testid={`takeover-${call.agent}`}
                        onClick={() => {
                          setAsked({ call, deed: 'takeOver' })
                        }}
                      >
                        {t('floor.takeOver')}
                      </Button>
                    )}
                    {myEar(call) && (
                      <Button size="small" data-testid={`stop-${call.agent}`} onClick={() => void stop(call)}>
                        {t('floor.stop')}
                      </Button>
                    )}
                  </Space>
                ),
            },
          ]}
        />
        {mayListen && <p className="soft">{t('floor.hint')}</p>}
      </Card>
      <Card size="small" style={{ marginTop: 16 }} title={t('floor.agents', { count: agents.length })}>
        <Table<FloorAgent>
          rowKey="number"
          dataSource={agents}
          pagination={false}
          size="small"
          locale={{ emptyText: <Nothing why={t('floor.noAgents')} /> }}
          columns={[
            { title: t('floor.agent'), render: (_, agent) => `${words(agent.name, language)} ${agent.number}` },
            {
              title: t('floor.state'),
              render: (_, agent) => (
                <>
                  <StateMark look={lookOf(agent.state)} /> {t(`states.${agent.state}`)}{' '}
                  {agent.reason && <span className="soft">{coded('notReady', agent.reason)}</span>}
                </>
              ),
            },
            {
              title: t('floor.since'),
              className: 'num',
              render: (_, agent) => (
                <>
                  {agent.overstays && <Tag color="error">▲ {t('floor.overstays')}</Tag>}
                  {duration(now - Date.parse(agent.since))}
                </>
              ),
            },
          ]}
        />
      </Card>
      {asked && (
        <Why
          id="listen"
          title={titleOf(asked.deed, words(asked.call.agentName, language))}
          ok={asked.deed === 'takeOver' ? t('floor.takeOver') : t(`floor.mode.${asked.deed}`)}
          run={(why) => (asked.deed === 'takeOver' ? takeOver(asked.call, why) : listen(asked.call, asked.deed, why))}
          close={() => setAsked(null)}
        />
      )}
    </div>
  )
}
