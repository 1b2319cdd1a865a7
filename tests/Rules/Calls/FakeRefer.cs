using TellerLine.Voice;

namespace TellerLine.Rules.Calls;

/// <summary>A telephone that asks for its transfer, and remembers what it was told.</summary>
internal sealed class FakeRefer(string target, string? replaces) : LegRefer(target, replaces)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<string> Told { get; } = [];

    public Task Over => _over.Task.WaitAsync(TimeSpan.FromSeconds(10));

    public override bool Accept()
    {
        Told.Add("accept");
        return true;
    }

    public override void Refuse(int status, string reason)
    {
        Told.Add($"refuse {status} {reason}");
        _over.TrySetResult();
    }

    public override void Finish(int status = 200, string reason = "OK")
    {
        Told.Add($"finish {status}");
        _over.TrySetResult();
    }
}
