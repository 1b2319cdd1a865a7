namespace TellerLine.CoreKit;

/// <summary>What is found of one demand of the contract.</summary>
/// <param name="Broken">Null when it holds.</param>
internal sealed record Finding(string Demand, string? Broken);

/// <summary>How a demand is tried.</summary>
internal static class Trial
{
    internal static async Task<Finding> Try(string demand, Func<Task> check)
    {
        try
        {
            await check();
            return new Finding(demand, null);
        }
        catch (Broken broken)
        {
            return new Finding(demand, broken.Message);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return new Finding(demand, $"no answer: {e.Message}");
        }
    }

    internal static void Demand(bool holds, string what)
    {
        if (!holds)
            throw new Broken(what);
    }
}
