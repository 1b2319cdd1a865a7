namespace TellerLine.Insights.Core;

/// <summary>Where a sum is counted (rule 2).</summary>
internal enum Cohort
{
    /// <summary>When self-service began, or when the contact was first offered, whenever it ends.</summary>
    Arrival,

    /// <summary>When that agent answered: all of his talking, holding and wrapping up of it.</summary>
    Handling,

    /// <summary>The agent's time itself, cut at the intervals' borders.</summary>
    Time,
}

/// <summary>
/// What is summed per interval of 15 minutes and per day. The columns' order in <c>insights_quarter</c> and
/// <c>insights_day</c>; microseconds where the name ends so, contacts otherwise.
/// </summary>
internal enum Measure
{
    SelfEntered,
    SelfHandled,
    HumanRequested,
    Offered,
    Answered,
    Abandoned,
    FlowedOut,
    CallbackAccepted,
    Blocked,
    SystemDropped,
    InProgress,
    AnsweredWaitUs,
    AbandonedWaitUs,
    Requests,
    Quarantined,
    Handled,
    TalkUs,
    HoldUs,
    WrapupUs,
    Transferred,
    SurveysOffered,
    SurveysAnswered,
    SurveysSatisfied,
    ReadyUs,
    RingingUs,
    BusyUs,
    AfterCallUs,
    NotReadyUs,
    LoggedInUs,
}

internal static class MeasureNames
{
    /// <summary>In the columns' order.</summary>
    public static readonly IReadOnlyList<Measure> All = Enum.GetValues<Measure>();

    /// <summary><c>answered_wait_us</c> of <see cref="Measure.AnsweredWaitUs"/>.</summary>
    public static readonly IReadOnlyList<string> Columns = [.. All.Select(measure => Column($"{measure}"))];

    private static readonly Dictionary<string, Measure> Names =
        All.ToDictionary(measure => char.ToLowerInvariant($"{measure}"[0]) + $"{measure}"[1..]);

    /// <summary>By the name that a definition has: <c>answeredWaitUs</c>.</summary>
    public static Measure? Find(string name) => Names.TryGetValue(name, out var measure) ? measure : null;

    public static IEnumerable<string> Known => Names.Keys;

    public static Cohort CohortOf(Measure measure) => measure switch
    {
        >= Measure.ReadyUs => Cohort.Time,
        >= Measure.Handled => Cohort.Handling,
        _ => Cohort.Arrival,
    };

    private static string Column(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : $"{c}"));
}
