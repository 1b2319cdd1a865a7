namespace TellerLine.Simulation.Replay;

/// <summary>Counts and sums of some calls.</summary>
internal sealed class Tally
{
    public const int ServiceLevelS = 20;

    public double Offered { get; private set; }

    public double Answered { get; private set; }

    public double WaitS { get; private set; }

    public double AnsweredInTime { get; private set; }

    public double Abandoned => Offered - Answered;

    public double AbandonRate => Of(Abandoned);

    /// <summary>Over all offered, answered or not.</summary>
    public double MeanWaitS => Of(WaitS);

    /// <summary>Answered within 20 s ÷ offered.</summary>
    public double ServiceLevel20 => Of(AnsweredInTime);

    public void Add(bool answered, double waitS)
    {
        Offered++;
        WaitS += waitS;
        if (!answered)
            return;
        Answered++;
        if (waitS <= ServiceLevelS)
            AnsweredInTime++;
    }

    /// <summary>What a formula expects of so many calls.</summary>
    public void Add(double offered, double abandonRate, double meanWaitS, double serviceLevel)
    {
        Offered += offered;
        Answered += offered * (1 - abandonRate);
        WaitS += offered * meanWaitS;
        AnsweredInTime += offered * serviceLevel;
    }

    private double Of(double part) => Offered > 0 ? part / Offered : 0;
}

/// <summary>The same calls as a whole, by the hour they came and by type.</summary>
internal sealed class Tallies
{
    public Tally Month { get; } = new();

    public SortedDictionary<int, Tally> ByHour { get; } = [];

    public SortedDictionary<string, Tally> ByType { get; } = new(StringComparer.Ordinal);

    public void Add(string type, int hour, bool answered, double waitS)
    {
        Month.Add(answered, waitS);
        At(ByHour, hour).Add(answered, waitS);
        At(ByType, type).Add(answered, waitS);
    }

    /// <summary>What a formula expects of so many calls.</summary>
    public void Add(
        string type, int hour, double offered, double abandonRate, double meanWaitS, double serviceLevel)
    {
        foreach (var tally in new[] { Month, At(ByHour, hour), At(ByType, type) })
            tally.Add(offered, abandonRate, meanWaitS, serviceLevel);
    }

    public static Tallies Of(BankLog log)
    {
        var tallies = new Tallies();
        foreach (var call in log.Calls)
            tallies.Add(call.Type, BankLog.HourOf(call.ArrivalS), call.Answered, call.WaitS);
        return tallies;
    }

    private static Tally At<TKey>(SortedDictionary<TKey, Tally> by, TKey key)
        where TKey : notnull
    {
        if (!by.TryGetValue(key, out var tally))
            by[key] = tally = new Tally();
        return tally;
    }
}
