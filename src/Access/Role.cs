namespace TellerLine.Access;

/// <summary>The roles of the permission matrix (domain §C.5).</summary>
public static class Role
{
    /// <summary>普通座席</summary>
    public const string Agent = "agent";

    /// <summary>高级座席, 理财专席</summary>
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

    /// <summary>风险/合规官</summary>
    public const string Risk = "risk";

    /// <summary>凭证管理员</summary>
    public const string VoucherKeeper = "voucherKeeper";

    /// <summary>运营主管</summary>
    public const string Operations = "operations";

    /// <summary>系统管理员</summary>
    public const string Administrator = "administrator";

    /// <summary>网点/分行全员座席</summary>
    public const string BranchAgent = "branchAgent";

    /// <summary>审核员</summary>
    public const string Auditor = "auditor";
}
