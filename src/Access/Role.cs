namespace TellerLine.Access;

/// <param name="Code">As users and permissions name it.</param>
public sealed record RoleName(string Code, string Zh, string En);

/// <summary>The roles of a customer service centre. A user may have several.</summary>
public static class Role
{
    /// <summary>座席</summary>
    public const string Agent = "agent";

    /// <summary>高级座席, 理财专席 among them</summary>
    public const string SeniorAgent = "seniorAgent";

    /// <summary>班组长</summary>
    public const string TeamLead = "teamLead";

    /// <summary>现场管理</summary>
    public const string FloorManager = "floorManager";

    /// <summary>质检员</summary>
    public const string Evaluator = "evaluator";

    /// <summary>培训师</summary>
    public const string Trainer = "trainer";

    /// <summary>知识库管理员</summary>
    public const string KnowledgeEditor = "knowledgeEditor";

    /// <summary>排班师</summary>
    public const string Planner = "planner";

    /// <summary>营销主管</summary>
    public const string Marketing = "marketing";

    /// <summary>风险合规官</summary>
    public const string Risk = "risk";

    /// <summary>凭证管理员</summary>
    public const string VoucherKeeper = "voucherKeeper";

    /// <summary>运营主管</summary>
    public const string Operations = "operations";

    /// <summary>系统管理员</summary>
    public const string Administrator = "administrator";

    /// <summary>网点座席</summary>
    public const string BranchAgent = "branchAgent";

    /// <summary>审核员</summary>
    public const string Auditor = "auditor";

    public static IReadOnlyList<RoleName> All { get; } =
    [
        new(Agent, "座席", "Agent"),
        new(SeniorAgent, "高级座席", "Senior agent"),
        new(TeamLead, "班组长", "Team leader"),
        new(FloorManager, "现场管理", "Floor manager"),
        new(Evaluator, "质检员", "Evaluator"),
        new(Trainer, "培训师", "Trainer"),
        new(KnowledgeEditor, "知识库管理员", "Knowledge editor"),
        new(Planner, "排班师", "Planner"),
        new(Marketing, "营销主管", "Marketing"),
        new(Risk, "风险合规官", "Risk officer"),
        new(VoucherKeeper, "凭证管理员", "Voucher keeper"),
        new(Operations, "运营主管", "Operations"),
        new(Administrator, "系统管理员", "Administrator"),
        new(BranchAgent, "网点座席", "Branch agent"),
        new(Auditor, "审核员", "Auditor"),
    ];
}
