import { useQuery } from '@tanstack/react-query'
import { Space, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get } from '../api/http'
import type { AgentSkillRow, SkillChoices } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { ListPage } from '../list/ListPage'
import { RecordPage } from '../record/RecordPage'

const address = '/api/skills'
const list = '/skills'

/** Who has which skill, and until when. */
export default function Skills() {
  const { t } = useTranslation()
  const language = useLanguage()
  const inForce = useQuery({
    queryKey: ['skillChoices'],
    queryFn: ({ signal }) => get<SkillChoices>(`${address}/choices`, signal),
  })
  const choices = (name: 'state' | 'timbre') =>
    Object.entries(t(`skills.${name}`, { returnObjects: true })).map(([value, label]) => ({ value, label }))
  const held = (skills: AgentSkillRow['skills']) =>
    skills.length === 0 ? (
      <span className="soft">–</span>
    ) : (
      <Space size={4} wrap>
        {skills.map((skill) => (
          <Tag key={skill.skill} color={skill.lapsed ? 'error' : undefined} title={skill.until ?? undefined}>
            {t('skills.held', { skill: words(skill.name, language), level: skill.level })}
            {skill.lapsed && ` ${t('skills.lapsedSkill')}`}
          </Tag>
        ))}
      </Space>
    )
  return (
    <ListPage<AgentSkillRow>
      address={address}
      rowKey="number"
      cells={{
        number: (row) => <Link to={`${list}/${row.number}`}>{row.number}</Link>,
        name: (row) => words(row.name, language),
        skills: (row) => held(row.skills),
        state: (row) => row.state.map((state) => coded('skills.state', state)).join(' · ') || <span className="soft">–</span>,
        queues: (row) => row.queues.map((queue) => words(queue, language)).join(', ') || t('skills.allQueues'),
        timbre: (row) => row.timbre && coded('skills.timbre', row.timbre),
      }}
      choices={{
        skills: inForce.data?.skills.map((one) => ({ value: one.code, label: words(one.name, language) })) ?? [],
        state: choices('state'),
        timbre: choices('timbre'),
      }}
      widths={{ number: 100, name: 150, org: 150, until: 130, state: 150, queues: 180, timbre: 90 }}
    />
  )
}

export const One = () => <RecordPage address={address} list={list} />
