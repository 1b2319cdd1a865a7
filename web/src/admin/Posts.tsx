import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Select, Switch, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/http'
import type { OrgPost } from '../api/types'
import { useLanguage, words } from '../i18n'
import { Nothing } from '../shell/PageState'
import { changed } from './hooks'
import { Refusal } from './Refusal'
import { levelText, levels } from './userParts'

/** 岗位: what people are employed as, with its duties and the authority that goes with it at most. */
export function Posts({ posts }: { posts: OrgPost[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [open, setOpen] = useState<OrgPost | 'new' | null>(null)
  const columns: TableColumnsType<OrgPost> = [
    {
      title: t('admin.post'),
      width: 240,
      render: (post: OrgPost) => (
        <button type="button" className="link" onClick={() => setOpen(post)}>
          {words(post.name, language)}
        </button>
      ),
    },
    { title: t('admin.code'), dataIndex: 'code', width: 160, className: 'num' },
    { title: t('admin.duties'), dataIndex: 'duties', className: 'admin-long' },
    {
      title: t('admin.highest'),
      width: 130,
      render: (post: OrgPost) => levelText(post.authorityLevel) || t('admin.none'),
    },
    { title: t('admin.holders'), dataIndex: 'users', width: 100, align: 'right', className: 'num' },
    {
      title: t('admin.state'),
      width: 110,
      render: (post: OrgPost) =>
        post.closed ? <span className="tag warn">{t('admin.closed')}</span> : <span className="tag good">{t('admin.inUse')}</span>,
    },
  ]
  return (
    <>
      <div className="admin-buttons">
        <Button type="primary" icon={<PlusOutlined />} data-testid="post-add" onClick={() => setOpen('new')}>
          {t('admin.addPost')}
        </Button>
      </div>
      <Table<OrgPost>
        rowKey="code"
        columns={columns}
        dataSource={posts}
        pagination={false}
        locale={{ emptyText: <Nothing why={t('admin.noPosts')} /> }}
      />
      {open && <PostForm post={open === 'new' ? null : open} close={() => setOpen(null)} />}
    </>
  )
}

interface Entered {
  code: string
  zh: string
  en: string
  duties: string
  level: number
  closed: boolean
}

function PostForm({ post, close }: { post: OrgPost | null; close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Entered>()
  const [fault, setFault] = useState<unknown>(null)
  const save = async (entered: Entered) => {
    setFault(null)
    try {
      await call('PUT', `/api/organisation/posts/${encodeURIComponent(entered.code)}`, {
        code: entered.code,
        name: { zh: entered.zh, en: entered.en },
        duties: entered.duties,
        authorityLevel: entered.level,
        closed: entered.closed,
        users: 0,
        version: post?.version ?? 0,
      })
      await changed()
      close()
    } catch (problem) {
      setFault(problem)
    }
  }
  const needed = [{ required: true, message: t('admin.missing') }]
  return (
    <Modal
      open
      title={t(post ? 'admin.post' : 'admin.addPost')}
      okText={t('admin.save')}
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
          code: post?.code ?? '',
          zh: post?.name.zh ?? '',
          en: post?.name.en ?? '',
          duties: post?.duties ?? '',
          level: post?.authorityLevel ?? 0,
          closed: post?.closed ?? false,
        }}
        onFinish={(entered) => void save(entered)}
      >
        <div className="admin-two">
          <Form.Item name="zh" label={t('admin.nameZh')} rules={needed}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="en" label={t('admin.nameEn')} rules={needed}>
            <Input maxLength={100} />
          </Form.Item>
        </div>
        <div className="admin-two">
          <Form.Item
            name="code"
            label={t('admin.code')}
            rules={[{ required: true, pattern: /^[a-z0-9-]{1,32}$/, message: t('refusals.badCode') }]}
          >
            <Input maxLength={32} disabled={post !== null} />
          </Form.Item>
          <Form.Item name="level" label={t('admin.highest')}>
            <Select options={levels.map((level) => ({ value: level, label: levelText(level) || t('admin.none') }))} />
          </Form.Item>
        </div>
        <Form.Item name="duties" label={t('admin.duties')}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        {post && (
          <Form.Item name="closed" label={t('admin.closed')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
