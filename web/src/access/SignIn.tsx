import { Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { call, Problem } from '../api/http'
import { queries, useCentre } from '../api/queries'
import type { Me, SecondStepSetUp } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { time } from '../i18n/format'
import { LanguageSwitch } from '../shell/LanguageSwitch'
import { Technical } from '../shell/PageState'
import { capabilities } from '../capabilities'
import { firstPage } from '../shell/navigation'
import { CodeSetUp } from './CodeSetUp'
import { RecoveryCodes } from './RecoveryCodes'
import './signin.css'

interface Entered {
  user: string
  password: string
  newPassword?: string
  again?: string
  code?: string
}

/** Only a path of ours: never an address that somebody put into the link. */
const safe = (to: string | null) => (to && /^\/(?![/\\])/.test(to) && to !== '/' ? to : null)

export default function SignIn() {
  const { t } = useTranslation()
  const language = useLanguage()
  const centre = useCentre()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [form] = Form.useForm<Entered>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  /** The password was one that an administrator gave. */
  const [mustChange, setMustChange] = useState(false)
  /** On the way to the identity provider, which may take its time. */
  const [leaving, setLeaving] = useState(false)
  const [codeNeeded, setCodeNeeded] = useState(false)
  /** A role asks for codes that this person has not set up yet. */
  const [setUp, setSetUp] = useState<SecondStepSetUp | null>(null)
  const [admitted, setAdmitted] = useState<Me | null>(null)
  const bank = words(centre.data?.bankName, language)

  useEffect(() => {
    document.title = [t('signin.title'), bank].filter(Boolean).join(' · ')
  }, [t, bank])

  const go = (me: Me) => {
    queries.setQueryData(['me'], { ...me, recoveryCodes: null })
    navigate(safe(search.get('to')) ?? firstPage(capabilities, me), { replace: true })
  }

  /** Another's number: what the last one was asked for is not asked of him. */
  const typed = (change: Partial<Entered>) => {
    if (change.user === undefined) return
    setCodeNeeded(false)
    setSetUp(null)
    setMustChange(false)
  }

  const enter = async (entered: Entered) => {
    setBusy(true)
    setError(null)
    try {
      const me = await call<Me>('POST', '/api/session', {
        user: entered.user.trim(),
        password: entered.password,
        newPassword: entered.newPassword ?? null,
        code: entered.code || null,
      })
      if (me.recoveryCodes) setAdmitted(me)
      else go(me)
    } catch (problem) {
      setBusy(false)
      if (problem instanceof Problem && problem.code === 'passwordMustChange') {
        setMustChange(true)
        form.setFieldsValue(entered)
        window.setTimeout(() => form.focusField('newPassword'))
        return
      }
      if (problem instanceof Problem && (problem.code === 'codeNeeded' || problem.code === 'codeMustSetUp')) {
        setCodeNeeded(true)
        setSetUp(problem.code === 'codeMustSetUp' ? (problem.more['setUp'] as SecondStepSetUp) : null)
        form.setFieldsValue({ ...entered, code: '' })
        window.setTimeout(() => form.focusField('code'))
        return
      }
      setError(problem)
      // What was typed is there to be typed anew: the caret is where the next try begins.
      const wrong = problem instanceof Problem && problem.code === 'wrongCode' ? 'code' : 'password'
      window.setTimeout(() => form.focusField(wrong))
    }
  }

  const demo = centre.data?.demo
  const provider = words(centre.data?.identityProvider, language)
  const refused = search.get('refused')
  const to = safe(search.get('to'))
  return (
    <main className="signin">
      <div className="signin-tools">
        <LanguageSwitch />
      </div>
      <section className="signin-card panel" aria-labelledby="signin-title">
        <img src="/mark.svg" alt="" width={44} height={44} />
        <h1 id="signin-title">{bank || 'TellerLine'}</h1>
        <p className="soft">{t('signin.lead')}</p>
        {admitted?.recoveryCodes ? (
          <RecoveryCodes codes={admitted.recoveryCodes} done={() => go(admitted)} />
        ) : (
          <>
            {error === null && refused && <Refused error={new Problem(0, refused, '', '')} zone="UTC" />}
            {error !== null && <Refused error={error} zone={centre.data?.timeZone ?? 'Asia/Shanghai'} />}
            <Form
              form={form}
              layout="vertical"
              requiredMark={false}
              onFinish={(entered) => void enter(entered)}
              onValuesChange={typed}
            >
              <Form.Item
                name="user"
                label={t('signin.user')}
                rules={[{ required: true, message: t('signin.userMissing') }]}
              >
                <Input size="large" autoComplete="username" autoFocus inputMode="numeric" data-testid="signin-user" />
              </Form.Item>
              <Form.Item
                name="password"
                label={t('signin.password')}
                rules={[{ required: true, message: t('signin.passwordMissing') }]}
              >
                <Input.Password size="large" autoComplete="current-password" data-testid="signin-password" />
              </Form.Item>
              {mustChange && (
                <>
                  <p className="signin-change" data-testid="signin-change">
                    {t('signin.mustChange')}
                  </p>
                  <Form.Item
                    name="newPassword"
                    label={t('signin.newPassword')}
                    extra={t('signin.newPasswordHint')}
                    rules={[{ required: true, message: t('signin.passwordMissing') }]}
                  >
                    <Input.Password size="large" autoComplete="new-password" data-testid="signin-new" />
                  </Form.Item>
                  <Form.Item
                    name="again"
                    label={t('signin.again')}
                    dependencies={['newPassword']}
                    rules={[
                      { required: true, message: t('signin.passwordMissing') },
                      ({ getFieldValue }) => ({
                        validator: (_, value: string) =>
                          !value || value === getFieldValue('newPassword')
                            ? Promise.resolve()
                            : Promise.reject(new Error(t('signin.differ'))),
                      }),
                    ]}
                  >
                    <Input.Password size="large" autoComplete="new-password" data-testid="signin-again" />
                  </Form.Item>
                </>
              )}
              {codeNeeded && (
                <>
                  {setUp && (
                    <>
                      <p className="signin-change">{t('signin.mustSetUp')}</p>
                      <CodeSetUp setUp={setUp} />
                    </>
                  )}
                  <Form.Item
                    name="code"
                    label={t('codes.code')}
                    extra={t(setUp ? 'codes.firstHint' : 'codes.hint')}
                    rules={[{ required: true, message: t('codes.missing') }]}
                  >
                    <Input size="large" autoComplete="one-time-code" maxLength={40} data-testid="signin-code" />
                  </Form.Item>
                </>
              )}
              <Button type="primary" htmlType="submit" size="large" block loading={busy} data-testid="signin-submit">
                {t('signin.submit')}
              </Button>
            </Form>
            {provider && (
              <Button
                className="signin-provider"
                size="large"
                block
                disabled={busy}
                loading={leaving}
                data-testid="signin-provider"
                onClick={() => {
                  setLeaving(true)
                  window.location.assign(`/api/session/openid${to ? `?to=${encodeURIComponent(to)}` : ''}`)
                }}
              >
                {t('signin.byProvider', { name: provider })}
              </Button>
            )}
          </>
        )}
      </section>
      {demo && (
        <section className="signin-demo panel" aria-labelledby="signin-demo">
          <h2 id="signin-demo">{t('signin.demo')}</h2>
          <p className="body soft">{t('signin.demoLead', { hotline: centre.data?.hotline })}</p>
          <ul>
            {demo.agents.map((agent) => (
              <li key={agent.number}>
                <button
                  type="button"
                  data-testid={`demo-${agent.number}`}
                  disabled={busy}
                  onClick={() => void enter({ user: agent.number, password: agent.password })}
                >
                  <b>
                    {agent.role
                      .split(',')
                      .map((role) => coded('roles', role))
                      .join(' · ')}
                  </b>
                  <span className="soft">
                    {words(agent.name, language)} <span className="num">{agent.number}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <p className="body">
            <a href="/call" target="_blank" rel="noreferrer">
              {t('signin.tryCall')}
            </a>
          </p>
        </section>
      )}
    </main>
  )
}

/** Why not, in one sentence; the technical cause only where the sentence does not know it. */
function Refused({ error, zone }: { error: unknown; zone: string }) {
  const { t } = useTranslation()
  const code = error instanceof Problem ? error.code : ''
  const known = coded('faults', code)
  const until = error instanceof Problem && error.until ? time(error.until, zone) : null
  const text =
    code === 'locked' && until ? t('signin.lockedUntil', { until }) : known === code ? t('faults.unknown') : known
  return (
    <div role="alert" className="signin-error" data-testid="signin-error">
      <span aria-hidden="true">▲</span>
      <div>
        {text}
        {(known === code || code === '') && <Technical error={error} />}
      </div>
    </div>
  )
}
