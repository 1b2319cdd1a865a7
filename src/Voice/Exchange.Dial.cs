namespace TellerLine.Voice;

public sealed partial class Exchange
{
    public Task<Dialled> Dial(DialRequest request, CancellationToken ct) =>
        Task.FromResult<Dialled>(new Dialled.NotAnswered(480, "Temporarily Unavailable"));
}
