using TellerLine.Voice.Media;
using TellerLine.Voice.Sip;

namespace TellerLine.Voice;

/// <summary>Calls going out: all of a user's telephones ring at once, the first to answer has it.</summary>
public sealed partial class Exchange
{
    public async Task<Dialled> Dial(DialRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (_stopping || !_media.IsReady)
            return NotAnswered(503);
        var targets = await _sip.Targets(request.To, ct);
        if (targets.Count == 0)
            return NotAnswered(480);
        using var timeout = new CancellationTokenSource(request.RingTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        var user = SipUri.TryParse(request.To, out var uri) ? uri.User : request.To;
        var branches = targets.Select(t => Branch(t, request, user)).ToList();
        var calls = branches.ConvertAll(Ring);
        Leg? winner = null;
        try
        {
            var statuses = new List<int>();
            for (var open = calls.ToList(); open.Count > 0;)
            {
                var done = await Task.WhenAny(open).WaitAsync(either.Token);
                open.Remove(done);
                var status = await done;
                if (status == 200)
                {
                    winner = branches[calls.IndexOf(done)];
                    return new Dialled.Answered(winner);
                }

                statuses.Add(status);
                if (status >= 600)
                    break;
            }

            return NotAnswered(Best(statuses));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Dialled.NotAnswered(408, "No answer");
        }
        finally
        {
            foreach (var branch in branches)
                if (branch != winner)
                    branch.Withdraw();
        }
    }

    private SipLeg Branch(DialTarget target, DialRequest request, string user)
    {
        var leg = _sip.Branch(target, request, user);
        leg.Ended = Over;
        _legs[leg.Id] = leg;
        return leg;
    }

    private static async Task<int> Ring(SipLeg leg)
    {
        try
        {
            return await leg.Call();
        }
        catch (OperationCanceledException)
        {
            return leg.End is { By: LegEndBy.Media } ? 500 : 487;
        }
        catch (MediaException)
        {
            leg.Withdraw();
            return 500;
        }
    }

    /// <summary>RFC 3261 §16.7: a 6xx decides for all, else the lowest class, else the first in it.</summary>
    private static int Best(List<int> statuses) =>
        statuses.Find(s => s >= 600) is var global and > 0 ? global : statuses.MinBy(s => s / 100);

    private static Dialled.NotAnswered NotAnswered(int status) => new(status, SipReasons.Of(status));
}
