import type { Words } from '../api/types'

/**
 * What people come to do, in the bank's words and in this order. An area is seen once it has a page that its reader may
 * see.
 */
const all = [
  { name: 'desk', title: { zh: '座席工作台', en: 'Desk' }, initials: 'zxgzt' },
  { name: 'floor', title: { zh: '现场管理', en: 'Floor' }, initials: 'xcgl' },
  { name: 'customers', title: { zh: '客户', en: 'Customers' }, initials: 'kh' },
  { name: 'contacts', title: { zh: '联络记录', en: 'Contacts' }, initials: 'lljl' },
  { name: 'cases', title: { zh: '工单', en: 'Cases' }, initials: 'gd' },
  { name: 'knowledge', title: { zh: '知识库', en: 'Knowledge' }, initials: 'zsk' },
  { name: 'outreach', title: { zh: '外呼', en: 'Outreach' }, initials: 'wh' },
  { name: 'quality', title: { zh: '质检', en: 'Quality' }, initials: 'zj' },
  { name: 'workforce', title: { zh: '排班', en: 'Workforce' }, initials: 'pb' },
  { name: 'training', title: { zh: '培训', en: 'Training' }, initials: 'px' },
  { name: 'performance', title: { zh: '绩效', en: 'Performance' }, initials: 'jx' },
  { name: 'vouchers', title: { zh: '凭证', en: 'Vouchers' }, initials: 'pz' },
  { name: 'risk', title: { zh: '风险', en: 'Risk' }, initials: 'fx' },
  { name: 'processes', title: { zh: '流程', en: 'Processes' }, initials: 'lc' },
  { name: 'certification', title: { zh: '认证', en: 'Certification' }, initials: 'rz' },
  { name: 'reports', title: { zh: '报表', en: 'Reports' }, initials: 'bb' },
  { name: 'administration', title: { zh: '系统管理', en: 'Administration' }, initials: 'xtgl' },
] as const

export type AreaName = (typeof all)[number]['name']

export interface Area {
  name: AreaName
  title: Words
  initials: string
}

export const areas: readonly Area[] = all
