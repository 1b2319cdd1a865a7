import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/http'
import { useMe } from '../api/queries'
import { changed, useSecondStep } from './hooks'
import { Refusal } from './Refusal'
import { SecondStepCard } from './SecondStep'
import { SessionList } from './SessionList'
import './admin.css'

interface Entered {
  password: string
  newPassword: string
  again: string
  code?: string
}

/** One's own sessions, password and one-time codes. */
export default function AccountPage() {
  const { t } = useTranslation()
  const me = useMe()
  const secondStep = useSecondStep()
  const { message } = App.useApp()
  const [form] = Form.useForm<Entered>()
  const [fault, setFault] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const change = async ({ password, newPassword, code }: Entered) => {
    setBusy(true)
    setFault(null)
    try {
      await call('POST', '/api/session', { user: me.data!.number, password, newPassword, code: code ?? null })
      form.resetFields()
      void message.success(t('admin.passwordChanged'))
      await changed()
    } catch (problem) {
      setFault(problem)
    } finally {
      setBusy(false)
    }
  }
  const needed = { required: true, message: t('admin.missing') }
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{t('admin.account')}</h1>
      </div>
      <div className="admin-record">
        <section className="panel" aria-labelledby="own-sessions">
          <h2 id="own-sessions">{t('admin.sessions')}</h2>
          <div className="body">
            <SessionList />
            <p className="soft admin-below">{t('admin.strange')}</p>
          </div>
        </section>
        <div>
          <SecondStepCard />
          <section className="panel" aria-labelledby="own-password">
            <h2 id="own-password">{t('admin.changePassword')}</h2>
            <div className="body">
              <Refusal error={fault} />
              <Form
                form={form}
                layout="vertical"
                requiredMark={false}
                className="admin-narrow"
                onFinish={(entered) => void change(entered)}
              >
                <Form.Item name="password" label={t('admin.oldPassword')} rules={[needed]}>
                  <Input.Password autoComplete="current-password" />
                </Form.Item>
                <Form.Item name="newPassword" label={t('admin.newPassword')} extra={t('admin.passwordHint')} rules={[needed]}>
                  <Input.Password autoComplete="new-password" />
                </Form.Item>
                <Form.Item
                  name="again"
                  label={t('admin.again')}
                  dependencies={['newPassword']}
                  rules={[
                    needed,
                    ({ getFieldValue }) => ({
                      validator: (_, value: string) =>
                        !value || value === getFieldValue('newPassword')
                          ? Promise.resolve()
                          : Promise.reject(new Error(t('admin.differ'))),
                    }),
                  ]}
                >
                  <Input.Password autoComplete="new-password" />
                </Form.Item>
                {secondStep.data?.since && (
                  <Form.Item name="code" label={t('codes.code')} rules={[needed]}>
                    <Input autoComplete="one-time-code" maxLength={40} />
                  </Form.Item>
                )}
                <Button type="primary" htmlType="submit" loading={busy}>
                  {t('admin.changePassword')}
                </Button>
              </Form>
              <p className="soft admin-below">{t('admin.othersEnd')}</p>
            </div>
          </section>
        </div>
      </div>
    </div>
  )
}
