import { CaretRightOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/http'
import type { TryFlow, TryInput, TryLine, TryView } from '../api/types'
import { coded } from '../i18n'
import { hearAll } from '../self-service/hear'

const callers = ['unknown', 'ordinary', 'elderly', 'sight', 'vip'] as const
const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

interface Props {
  yaml: string
  flow: string
  /** Where the trial is. */
  onPlace: (node: string | null) => void
}

/** The dialogue as it is written, played by the server's own engine from its beginning after each key. */
export function TryOut({ yaml, flow, onPlace }: Props) {
  const { t } = useTranslation()
  const [caller, setCaller] = useState<(typeof callers)[number]>('ordinary')
  const [language, setLanguage] = useState('zh-CN')
  const [open, setOpen] = useState(true)
  const [inputs, setInputs] = useState<readonly TryInput[]>([])
  const [digits, setDigits] = useState('')
  const trial: TryFlow = { yaml, key: flow, language, caller, open, inputs: [...inputs] }
  const played = useQuery({
    queryKey: ['flows', 'try', trial],
    queryFn: ({ signal }) => call<TryView>('POST', '/api/flows/try', trial, signal),
    placeholderData: keepPreviousData,
  })
  const view = played.data
  useEffect(() => onPlace(view?.node ?? null), [view?.node, onPlace])
  useEffect(() => () => onPlace(null), [onPlace])
  const put = (input: TryInput) => {
    setInputs([...inputs, input])
    setDigits('')
  }
  const nothing: TryInput = { key: null, digits: null, outcome: null }
  const again = <T,>(set: (value: T) => void) => (value: T) => {
    set(value)
    setInputs([])
  }
  return (
    <div className="flow-try" data-testid="flow-try">
      <p className="soft">{t('flows.trial.lead')}</p>
      <div className="flow-try-who">
        <Select
          aria-label={t('flows.trial.caller')}
          value={caller}
          options={callers.map((one) => ({ value: one, label: t(`flows.trial.callers.${one}`) }))}
          onChange={again(setCaller)}
        />
        <Select
          aria-label={t('flows.trial.language')}
          value={language}
          options={['zh-CN', 'en'].map((one) => ({ value: one, label: t(`prompts.languages.${one as 'en'}`) }))}
          onChange={again(setLanguage)}
        />
        <Checkbox checked={open} onChange={(event) => again(setOpen)(event.target.checked)}>
          {t('flows.trial.open')}
        </Checkbox>
      </div>
      {view && view.faults > 0 && <Alert type="warning" showIcon title={t('flows.trial.faults', { count: view.faults })} />}
      {view && view.faults === 0 && (
        <>
          <Transcript lines={view.lines} />
          {view.waits === 'step' && (
            <div className="flow-try-outcomes">
              <span>{t('flows.trial.outcome', { step: coded('services', view.step ?? '') })}</span>
              {view.outcomes.map((outcome) => (
                <Button
                  key={outcome}
                  size="small"
                  data-testid={`try-outcome-${outcome}`}
                  onClick={() => put({ ...nothing, outcome })}
                >
                  {outcomeOf(outcome)}
                </Button>
              ))}
            </div>
          )}
          {view.waits === 'digits' && (
            <div className="flow-try-digits">
              <Input
                value={digits}
                placeholder={t('flows.trial.digits')}
                aria-label={t('flows.trial.digits')}
                data-testid="try-digits"
                onChange={(event) => setDigits(event.target.value.replace(/[^0-9*]/g, ''))}
                onPressEnter={() => put({ ...nothing, digits })}
              />
              <Button onClick={() => put({ ...nothing, digits })}>{t('flows.trial.enter')}</Button>
              <Button onClick={() => put(nothing)}>{t('flows.trial.silence')}</Button>
            </div>
          )}
          {view.waits === 'key' && (
            <div className="flow-keypad" role="group" aria-label={t('flows.trial.keypad')}>
              {keypad.map((key) => (
                <Button
                  key={key}
                  type={view.keys.includes(key) ? 'primary' : 'default'}
                  data-testid={`try-key-${key}`}
                  onClick={() => put({ ...nothing, key })}
                >
                  {key}
                </Button>
              ))}
              <Button className="flow-silence" onClick={() => put(nothing)}>
                {t('flows.trial.silence')}
              </Button>
            </div>
          )}
          {view.end && (
            <p className="flow-try-end" role="status" data-testid="try-end">
              {t('flows.trial.over', {
                how:
                  view.end === 'goodbye'
                    ? t('flows.trial.goodbye')
                    : t('flows.trial.person', { why: coded('reasons', view.end) }),
              })}
            </p>
          )}
        </>
      )}
      <div className="flow-try-tools">
        <Button disabled={inputs.length === 0} onClick={() => setInputs(inputs.slice(0, -1))}>
          {t('flows.trial.undo')}
        </Button>
        <Button disabled={inputs.length === 0} onClick={() => setInputs([])}>
          {t('flows.trial.begin')}
        </Button>
      </div>
    </div>
  )
}

const outcomeOf = (outcome: string) => {
  const own = coded('flows.ways', outcome)
  return own === outcome ? coded('outcomes', outcome) : own
}

function Transcript({ lines }: { lines: readonly TryLine[] }) {
  const { t } = useTranslation()
  return (
    <ol className="flow-transcript" aria-label={t('flows.trial.transcript')} aria-live="polite">
      {lines.map((line, i) => (
        <li key={i} className={line.prompts ? 'said' : line.did !== null ? 'did' : 'passed'}>
          {line.node && <span className="flow-at">{coded('nodes', line.node)}</span>}
          {line.prompts && (
            <>
              <Button
                size="small"
                type="text"
                aria-label={t('flows.trial.hear')}
                icon={<CaretRightOutlined />}
                onClick={() =>
                  hearAll(line.prompts?.map((one) => `/api/prompts/${line.language}/${encodeURIComponent(one)}`) ?? [])
                }
              />
              <Said prompts={line.prompts} language={line.language} />
            </>
          )}
          {line.did === '' && t('flows.trial.wasSilent')}
          {line.did && t('flows.trial.did', { what: outcomeOf(line.did) })}
        </li>
      ))}
    </ol>
  )
}

/** As it is heard: in the language of the call, not of the page. */
function Said({ prompts, language }: { prompts: readonly string[]; language: string }) {
  const { i18n } = useTranslation()
  const own = i18n.getFixedT(language === 'en' ? 'en' : 'zh-CN')
  const said = prompts.map((one) => {
    const bundle = i18n.getResource(language, 'translation', 'prompts') as Record<string, unknown> | undefined
    const words = bundle?.[one]
    return typeof words === 'string' ? words : own(one as never)
  })
  return <span lang={language}>{said.join(language === 'en' ? ' ' : '')}</span>
}
