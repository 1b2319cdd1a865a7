// The server's records by the names that the pages use. All of it is generated: `../../openapi.json` is what the
// program says of itself, `generated.ts` is made of it (`npm run types`). Times are ISO-8601 UTC, durations are
// milliseconds.
import type { components } from './generated'

type Records = components['schemas']

export type Words = Records['BilingualText']

export type Centre = Records['CentreView']
export type DemoAgent = Records['DemonstrationAgentView']
export type DemoCustomer = Records['DemonstrationCustomerView']

export type Me = Records['Me']
export type SecondStep = Records['SecondStepView']
export type SecondStepSetUp = Records['SecondStepSetUp']
export type RecoveryCodes = Records['RecoveryCodes']

export type FloorView = Records['FloorView']
export type FloorAgent = Records['FloorAgent']
export type FloorCall = Records['FloorCall']
export type Catalogue = Records['CatalogueView']
export type CatalogueService = Records['ServiceView']
export type AssistedView = Records['AssistedView']
export type AssistedRevoked = Records['AssistedRevoked']
export type AssistedLoan = Records['AssistedLoan']
export type AssistedLoans = Records['AssistedLoans']
export type AssistedArrears = Records['AssistedArrears']
export type DeskAccountsView = Records['DeskAccountsView']
export type ServedAccount = Records['ServedAccount']
export type DeskStatement = Records['DeskStatement']
export type DeskStatementSent = Records['DeskStatementSent']
export type DeskCard = Records['DeskCard']
export type DeskActivated = Records['DeskActivated']
export type AssistedTransfer = Records['AssistedTransferView']
export type ApprovalsView = Records['ApprovalsView']
export type ApprovalRow = Records['ApprovalRow']
export type Colleague = Records['Colleague']
export type DirectoryEntry = Records['DirectoryView']
export type GuidanceBeginning = Records['GuidedBeginning']
export type DeskGuide = NonNullable<Records['DeskGuide']>

export type ContactAgent = Records['ContactAgent']
export type ContactRow = Records['ContactRow']
export type ContactDetail = Records['ContactDetail']
export type IdentificationLevel = Records['ContactIdentification']['level']
export type TimelineEntry = Records['TimelineEntry']
export type CallbackRow = Records['CallbackRow']
export type RecordingInfo = Records['RecordingView']
export type Segment = Records['RecordingSegment']
export type SegmentParty = Records['RecordingParty']
export type Silence = Records['RecordingSilence']
export type PauseReason = Records['PauseReasonView']
export type Peaks = Records['RecordingPeaks']

export type AuditRow = Records['AuditRow']
export type AuditVerification = Records['AuditVerification']

export type ImportPlan = Records['ImportPlan']
export type ImportRow = Records['ImportRow']
export type ImportFault = Records['ImportFault']
export type ImportDone = Records['ImportDone']
export type UploadedRecording = Records['UploadedRecording']
export type PromptView = Records['PromptView']

export type AttachmentList = Records['AttachmentList']
export type AttachmentRow = Records['AttachmentRow']

export type SignatureListed = Records['SignatureListed']
export type VoucherRow = Records['VoucherRow']
export type VoucherSegment = Records['VoucherSegment']
export type DayEndView = Records['DayEndView']
export type DayFigures = Records['DayFigures']
export type DayEndRow = Records['DayEndRow']
export type TransactionReport = Records['TransactionReport']
export type ReportRow = Records['ReportRow']

export type DueView = Records['DueView']
export type DueStanding = Records['DueStanding']
export type JobStanding = Records['JobStanding']
export type JobRun = Records['JobRun']
export type Health = Records['HealthView']
export type HealthCheck = Records['CheckView']
export type Alarm = Records['AlarmView']
export type AlarmHistory = Records['AlarmPage']
export type Program = Records['ProgramView']
export type ProjectionState = Records['ProjectionState']
export type RetryOutcome = Records['RetryOutcome']

export type FiguresToday = Records['FiguresView']
export type Figure = Records['FigureView']
export type FigureUnit = Figure['unit']
export type HalfHour = Records['HalfHourView']

export type Reason = Records['ReasonView']
export type NotReadyReason = Records['NotReadyView']

/** The whole truth about one desk, pushed after every change. */
export type DeskState = Records['DeskState']
export type AgentStateName = DeskState['state']
export type PhoneKind = Records['DeskPhone']['kind']
export type DeskOffer = Records['DeskOffer']
export type DeskCall = Records['DeskCall']
export type DeskDial = Records['DeskDial']
export type DeskAccount = Records['DeskAccount']
export type DeskWrapup = Records['DeskWrapup']
export type Draft = Records['WrapupDraft']
export type Claimed = Records['DeskClaimAnswer']

/** Words of menus, prompts, services and outcomes, from the bank's own data. */
export type SpokenWords = Records['WordsView']

export type PermissionName = Me['permissions'][number]['name']

/** Who is calling, as an offer and a call tell it. */
export type DeskCaller = Omit<DeskOffer, 'id' | 'contactId' | 'waitMs' | 'expiresAt' | 'ringMs'>
export type DeskService = Records['DeskService']
export type DeskNotice = Records['DeskNotice']
export type UnmaskedValue = Records['UnmaskedValue']
export type Purpose = 'review' | 'complaint' | 'dispute' | 'quality' | 'training' | 'investigation'

export type SipAccount = Records['SipAccount']

export type DefinitionKind = Records['DefinitionKindView']
export type DefinitionDocument = Records['DefinitionView']
export type DefinitionDetail = Records['DefinitionDetail']
export type DefinitionVersion = Records['DefinitionVersionView']
export type DefinitionText = Records['DefinitionTextView']
export type DefinitionFault = Records['DefinitionFault']
export type DefinitionSaved = Records['DefinitionSaved']

export type ListCount = Records['ListCount']
export type ListDescription = Records['ListDescription']
export type ColumnView = Records['ColumnView']
export type SavedView = Records['SavedView']

export type OrgUnit = Records['OrgUnitView']
export type OrgPost = Records['OrgPostView']
export type UserRecord = Records['UserRecord']
export type RightsProposal = Records['RightsProposalView']
export type RightsState = Records['RightsView']
export type RightsAnswer = Records['RightsAnswer']
export type AddedUser = Records['AddedUser']
export type OneTimePassword = Records['OneTimePassword']
export type SessionRow = Records['SessionView']
export type RecordView = Records['RecordView']
export type RecordAction = Records['RecordAction']
export type FieldFault = { path: string; zh: string; en: string }
export interface FieldDifference {
  field: string
  now: unknown
  wanted: unknown
}
export type AnnouncementRow = Records['AnnouncementRow']
export type ContractRow = Records['ContractRow']
export type IncidentRow = Records['IncidentRow']
export type LossRow = Records['LossRow']
export type BillRow = Records['BillRow']
export type AssistedWealth = Records['AssistedWealth']
export type WealthSheet = Records['WealthSheetView']
export type WealthOrderRow = Records['WealthOrderRow']
export type RatingRow = Records['RatingRow']
export type InformationNow = Records['InformationView']
export type BranchNow = Records['BranchView']
export type Rate = Records['Rate']
export type ExchangeRate = Records['ExchangeRate']
export type Bulletin = Records['Bulletin']
export type AppointmentRow = Records['AppointmentRow']
export type OfferedAppointments = Records['OfferedAppointments']
export type FreeAppointment = Records['FreeAppointment']
export type StatementRow = Records['StatementRow']
export type MovementAlertRow = Records['MovementAlertRow']
export type StatementView = Records['StatementView']
export type PinRow = Records['PinRow']
export type PersonalMenuRow = Records['PersonalMenuRow']
export type MenuComposition = Records['MenuComposition']
export type NoticeListed = Records['NoticeListed']
export type NoticeTemplate = Records['NoticeTemplateView']
export type ConsentRow = Records['ConsentRow']
export type InboxView = Records['InboxView']

export type FlowNodeFigures = Records['FlowNodeFigures']
export type TryFlow = Records['TryFlow']
export type TryInput = Records['TryInput']
export type TryView = Records['TryView']
export type TryLine = Records['TryLine']
