import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/http'
import type { OrgUnit } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { changed } from './hooks'
import { Refusal } from './Refusal'
import { isWithin, kindsBelow, peopleBelow, treeOf, type UnitNode } from './tree'
import { UnitPicker } from './UnitPicker'

interface Entered {
  code: string
  kind: string
  zh: string
  en: string
  parentId: string
}

interface Props {
  units: OrgUnit[]
  /** Null: a new one. */
  unit: OrgUnit | null
  parent: OrgUnit | null
  done: (made: OrgUnit | null) => void
}

/** A unit: added, renamed, moved, closed, deleted. */
export function UnitForm({ units, unit, parent, done }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { modal, message } = App.useApp()
  const [form] = Form.useForm<Entered>()
  const [fault, setFault] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const parentId = Form.useWatch('parentId', form) ?? parent?.id ?? ''
  const above = units.find((one) => one.id === parentId) ?? null
  const at = unit ? `/api/organisation/units/${encodeURIComponent(unit.id)}` : '/api/organisation/units'

  const send = async (work: () => Promise<OrgUnit | null>) => {
    setBusy(true)
    setFault(null)
    try {
      const made = await work()
      await changed()
      void message.success(t('admin.saved'))
      done(made)
    } catch (problem) {
      setFault(problem)
    } finally {
      setBusy(false)
    }
  }
  const put = (entered: Entered, closed: boolean) =>
    send(() =>
      call<OrgUnit>(unit ? 'PUT' : 'POST', at, {
        code: entered.code.trim(),
        kind: entered.kind,
        name: { zh: entered.zh.trim(), en: entered.en.trim() },
        parentId: entered.parentId || null,
        closed,
        version: unit?.version ?? 0,
      }),
    )
  const save = (entered: Entered) => {
    const moves = unit && (entered.parentId !== (unit.parentId ?? '') || entered.code.trim() !== unit.code)
    if (!moves) return void put(entered, unit?.closed ?? false)
    modal.confirm({
      title: t('admin.moveTitle'),
      content: t('admin.moveText', { count: peopleBelow(nodeOf(units, unit)) }),
      okText: t('admin.move'),
      onOk: () => put(entered, unit.closed),
    })
  }
  const remove = () =>
    modal.confirm({
      title: t('admin.deleteTitle', { name: words(unit!.name, language) }),
      okText: t('admin.delete'),
      okButtonProps: { danger: true },
      onOk: () => send(() => call<null>('DELETE', `${at}?version=${unit!.version}`)),
    })
  const used = unit !== null && peopleBelow(nodeOf(units, unit)) > 0
  return (
    <section className="panel" aria-labelledby="unit-title">
      <h2 id="unit-title">{unit ? words(unit.name, language) : t(parent ? 'admin.addBelow' : 'admin.addTop')}</h2>
      <div className="body">
        <Refusal error={fault} />
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{
            code: unit?.code ?? '',
            kind: unit?.kind ?? kindsBelow(parent?.kind ?? '')[0],
            zh: unit?.name.zh ?? '',
            en: unit?.name.en ?? '',
            parentId: parent?.id ?? '',
          }}
          onFinish={save}
        >
          {(unit?.parentId || parent) && (
            <Form.Item name="parentId" label={t('admin.parent')}>
              <UnitPicker units={units} by="id" not={(one) => unit !== null && isWithin(one, unit)} />
            </Form.Item>
          )}
          <Form.Item name="kind" label={t('admin.kind')}>
            <Select
              options={kindsBelow(above?.kind ?? '').map((kind) => ({ value: kind, label: coded('unitKinds', kind) }))}
            />
          </Form.Item>
          <div className="admin-two">
            <Form.Item name="zh" label={t('admin.nameZh')} rules={[{ required: true, message: t('admin.missing') }]}>
              <Input maxLength={100} data-testid="unit-zh" />
            </Form.Item>
            <Form.Item name="en" label={t('admin.nameEn')} rules={[{ required: true, message: t('admin.missing') }]}>
              <Input maxLength={100} data-testid="unit-en" />
            </Form.Item>
          </div>
          <Form.Item
            name="code"
            label={t('admin.code')}
            extra={<span className="num">{[above?.path, t('admin.codeHint')].filter(Boolean).join(' · ')}</span>}
            rules={[{ required: true, pattern: /^[a-z0-9-]{1,32}$/, message: t('refusals.badCode') }]}
          >
            <Input maxLength={32} data-testid="unit-code" />
          </Form.Item>
          <div className="admin-buttons">
            <Button type="primary" htmlType="submit" loading={busy} data-testid="unit-save">
              {t(unit ? 'admin.save' : 'admin.add')}
            </Button>
            {unit === null ? (
              <Button onClick={() => done(null)}>{t('admin.cancel')}</Button>
            ) : (
              <>
                <Button
                  disabled={busy || (used && !unit.closed)}
                  data-testid="unit-close"
                  onClick={() => void put(form.getFieldsValue(true) as Entered, !unit.closed)}
                >
                  {t(unit.closed ? 'admin.reopen' : 'admin.close')}
                </Button>
                <Button danger disabled={busy || used} data-testid="unit-delete" onClick={remove}>
                  {t('admin.delete')}
                </Button>
                {used && <span className="soft">{t('admin.usedHint')}</span>}
              </>
            )}
          </div>
        </Form>
      </div>
    </section>
  )
}

function nodeOf(units: OrgUnit[], unit: OrgUnit): UnitNode {
  const find = (nodes: UnitNode[]): UnitNode | undefined =>
    nodes.find((node) => node.unit.id === unit.id) ?? nodes.map((node) => find(node.below)).find(Boolean)
  return find(treeOf(units)) ?? { unit, below: [] }
}
