import { Alert, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call, Problem } from '../api/http'
import { useCentre } from '../api/queries'
import type { AddedUser, OrgUnit } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { dateTime } from '../i18n/format'
import { changed, usePosts } from './hooks'
import { Refusal } from './Refusal'
import titles from './titles.json'
import { UnitPicker } from './UnitPicker'
import { levelText, levels, roleOptions } from './userParts'

interface Entered {
  number: string
  nameZh: string
  nameEn: string
  title: string
  org: string
  post: string
  roles: string[]
  authorityLevel: number
  reason: string
}

/** 称谓 in both languages, by its Chinese. */
export const titleOf = (zh: string) => titles.find((one) => one.zh === zh) ?? { zh: '', en: '' }

/** A user is entered, then his one-time password shown, this once. */
export function NewUser({ units, close }: { units: OrgUnit[]; close: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [form] = Form.useForm<Entered>()
  const [added, setAdded] = useState<AddedUser | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const save = async (entered: Entered) => {
    setBusy(true)
    setFault(null)
    try {
      const made = await call<AddedUser>('POST', '/api/users', {
        number: entered.number.trim(),
        name: { zh: entered.nameZh.trim(), en: entered.nameEn.trim() },
        title: titleOf(entered.title),
        org: entered.org,
        post: entered.post || null,
        roles: entered.roles,
        authorityLevel: entered.authorityLevel,
        reason: entered.reason,
      })
      setAdded(made)
      void changed()
    } catch (problem) {
      const faults = problem instanceof Problem ? problem.faults : []
      form.setFields(
        faults.map((one) => ({ name: one.field as keyof Entered, errors: [coded('refusals', one.code)] })),
      )
      setFault(faults.length > 0 ? null : problem)
    } finally {
      setBusy(false)
    }
  }
  if (added)
    return (
      <Modal
        open
        title={t('admin.added', { number: added.user.number })}
        okText={t('admin.toRecord')}
        cancelText={t('admin.done')}
        mask={{ closable: false }}
        onCancel={close}
        onOk={() => navigate(`/admin/users/${encodeURIComponent(added.user.number)}`)}
      >
        <OneTime password={added.oneTime.password} until={added.oneTime.until} />
        <p data-testid="added-rights">
          {t(
            added.proposal
              ? 'admin.rightsWait'
              : added.user.roles.length > 0
                ? 'admin.rightsGiven'
                : 'admin.rightsNone',
          )}
        </p>
      </Modal>
    )
  return (
    <Modal
      open
      width={640}
      title={t('admin.addUser')}
      okText={t('admin.add')}
      okButtonProps={{ loading: busy, id: 'new-save' }}
      cancelText={t('admin.cancel')}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Refusal error={fault} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          number: '', nameZh: '', nameEn: '', title: '', org: '', post: '', roles: [], authorityLevel: 0, reason: '',
        }}
        onFinish={(entered) => void save(entered)}
      >
        <div className="admin-two">
          <Form.Item name="number" label={t('admin.number')}>
            <Input maxLength={32} data-testid="new-number" autoFocus />
          </Form.Item>
          <TitleField />
          <Form.Item name="nameZh" label={t('admin.nameHan')}>
            <Input maxLength={100} data-testid="new-zh" />
          </Form.Item>
          <Form.Item name="nameEn" label={t('admin.nameLatin')}>
            <Input maxLength={100} data-testid="new-en" />
          </Form.Item>
          <Form.Item name="org" label={t('admin.unit')}>
            <UnitPicker units={units} />
          </Form.Item>
          <PostField />
        </div>
        <div className="admin-wide">
          <Form.Item name="roles" label={t('admin.roles')} extra={t('admin.twoHint')}>
            <Select
              mode="multiple"
              // Tab takes the marked option: none is before it was looked for.
              defaultActiveFirstOption={false}
              options={roleOptions()}
              showSearch={{ optionFilterProp: 'label' }}
              data-testid="new-roles"
            />
          </Form.Item>
          <Form.Item name="authorityLevel" label={t('admin.level')}>
            <Select options={levels.map((level) => ({ value: level, label: levelText(level) || t('admin.none') }))} />
          </Form.Item>
        </div>
        <Form.Item name="reason" label={t('admin.reason')}>
          <Input maxLength={200} data-testid="new-reason" />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function TitleField() {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Form.Item name="title" label={t('admin.title')}>
      <Select
        options={[
          { value: '', label: t('admin.none') },
          ...titles.map((title) => ({ value: title.zh, label: words(title, language) })),
        ]}
      />
    </Form.Item>
  )
}

export function PostField() {
  const { t } = useTranslation()
  const language = useLanguage()
  const posts = usePosts()
  return (
    <Form.Item name="post" label={t('admin.post')}>
      <Select
        loading={posts.isPending}
        options={[
          { value: '', label: t('admin.none') },
          ...(posts.data ?? [])
            .filter((post) => !post.closed)
            .map((post) => ({ value: post.code, label: words(post.name, language) })),
        ]}
      />
    </Form.Item>
  )
}

/** A password that is shown this once. */
export function OneTime({ password, until }: { password: string; until: string }) {
  const { t } = useTranslation()
  const centre = useCentre()
  return (
    <Alert
      type="info"
      className="admin-refusal"
      title={t('admin.oneTime')}
      description={
        <>
          <code className="admin-secret" data-testid="one-time">
            {password}
          </code>
          <p>{t('admin.oneTimeHint', { at: dateTime(until, centre.data?.timeZone ?? 'Asia/Shanghai') })}</p>
        </>
      }
    />
  )
}
