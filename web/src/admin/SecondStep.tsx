import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeSetUp } from '../access/CodeSetUp'
import { RecoveryCodes } from '../access/RecoveryCodes'
import { call } from '../api/http'
import { useCentre } from '../api/queries'
import type { RecoveryCodes as Codes, SecondStep, SecondStepSetUp } from '../api/types'
import { dateTime } from '../i18n/format'
import { Fault, Loading } from '../shell/PageState'
import { changed, useSecondStep } from './hooks'
import { Refusal } from './Refusal'

const at = '/api/session/second-step'

interface Entered {
  password: string
  code: string
}

type Doing = 'nothing' | 'begin' | 'codes' | 'off'

/** One-time codes as the second step of one's own sign-in. */
export function SecondStepCard() {
  const { t } = useTranslation()
  const own = useSecondStep()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <section className="panel" aria-labelledby="own-codes">
      <h2 id="own-codes">{t('admin.secondStep')}</h2>
      <div className="body">
        {codes ? (
          <RecoveryCodes codes={codes} done={() => setCodes(null)} />
        ) : own.isError ? (
          <Fault error={own.error} retry={() => void own.refetch()} />
        ) : own.data ? (
          <State own={own.data} show={setCodes} />
        ) : (
          <Loading />
        )}
      </div>
    </section>
  )
}

function State({ own, show }: { own: SecondStep; show: (codes: readonly string[]) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const zone = useCentre().data?.timeZone ?? 'Asia/Shanghai'
  const [form] = Form.useForm<Entered>()
  const [doing, setDoing] = useState<Doing>('nothing')
  const [setUp, setSetUp] = useState<SecondStepSetUp | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const turnTo = (next: Doing) => {
    form.resetFields()
    setFault(null)
    setSetUp(null)
    setDoing(next)
  }
  const perform = async ({ password = '', code = '' }: Entered) => {
    if (doing === 'begin' && !setUp) {
      setSetUp(await call<SecondStepSetUp>('POST', `${at}/begin`, { password }))
      form.resetFields()
      return
    }
    if (doing === 'off') {
      await call('POST', `${at}/off`, { password, code })
      void message.success(t('admin.codesOff'))
    } else show((await call<Codes>('POST', doing === 'codes' ? `${at}/recovery-codes` : at, { code })).codes)
    turnTo('nothing')
    await changed()
  }
  const submit = async (entered: Entered) => {
    setBusy(true)
    setFault(null)
    try {
      await perform(entered)
    } catch (problem) {
      setFault(problem)
    } finally {
      setBusy(false)
    }
  }
  const needed = { required: true, message: t('admin.missing') }
  const password = doing === 'off' || (doing === 'begin' && !setUp && !own.withoutPassword)
  const code = doing === 'off' || doing === 'codes' || setUp !== null
  const submits = setUp
    ? 'admin.codesTurnOn'
    : doing === 'off'
      ? 'admin.codesTurnOff'
      : doing === 'codes'
        ? 'admin.codesRenew'
        : 'admin.next'
  return (
    <>
      {own.since ? (
        <p>
          <span className="tag good">{t('admin.codesAreOn')}</span>{' '}
          {t('admin.codesSince', { at: dateTime(own.since, zone), count: own.codesLeft })}
        </p>
      ) : (
        <p className="soft">{t('admin.codesWhy')}</p>
      )}
      {own.demanded && <p className="soft">{t('admin.codesDemanded')}</p>}
      <Refusal error={fault} />
      {doing === 'nothing' ? (
        <div className="admin-buttons">
          {own.since ? (
            <>
              <Button data-testid="codes-renew" onClick={() => turnTo('codes')}>
                {t('admin.codesRenew')}
              </Button>
              <Button danger data-testid="codes-off" onClick={() => turnTo('off')}>
                {t('admin.codesTurnOff')}
              </Button>
            </>
          ) : (
            <Button type="primary" data-testid="codes-begin" onClick={() => turnTo('begin')}>
              {t('admin.codesSetUp')}
            </Button>
          )}
        </div>
      ) : (
        <>
          {setUp && <CodeSetUp setUp={setUp} />}
          <Form form={form} layout="vertical" requiredMark={false} className="admin-narrow" onFinish={(e) => void submit(e)}>
            {password && (
              <Form.Item name="password" label={t('admin.oldPassword')} rules={[needed]}>
                <Input.Password autoComplete="current-password" autoFocus data-testid="codes-password" />
              </Form.Item>
            )}
            {code && (
              <Form.Item name="code" label={t('codes.code')} rules={[needed]}>
                <Input
                  autoComplete="one-time-code"
                  inputMode={doing === 'off' ? undefined : 'numeric'}
                  maxLength={40}
                  data-testid="codes-code"
                />
              </Form.Item>
            )}
            <div className="admin-buttons">
              <Button type="primary" danger={doing === 'off'} htmlType="submit" loading={busy} data-testid="codes-submit">
                {t(submits)}
              </Button>
              <Button onClick={() => turnTo('nothing')}>{t('admin.cancel')}</Button>
            </div>
          </Form>
        </>
      )}
    </>
  )
}
