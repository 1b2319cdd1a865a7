using TellerLine.Voice.Media.Engine;

namespace TellerLine.Voice.Media.Link;

/// <summary>The event thread: from the packet thread's ring to the host, in order.</summary>
internal sealed class Notices(NoticeRing ring, HostLink host, Action<string> warn)
{
    public void Start() => new Thread(Run) { Name = "events", IsBackground = true }.Start();

    private void Run()
    {
        while (true)
        {
            var notice = ring.Take();
            try
            {
                Pass(notice);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                warn($"{notice.Kind} could not be told: {e}");
            }
        }
    }

    private void Pass(in Notice notice)
    {
        if (notice.Kind == NoticeKind.OrderDone)
        {
            Answer((Order)notice.What!);
            return;
        }

        var session = notice.Session!;
        switch (notice.Kind)
        {
            case NoticeKind.Key:
                host.Tell(new MediaEvent.Digit(session.Id, (char)notice.A, notice.B));
                break;
            case NoticeKind.Line:
                host.Tell(new MediaEvent.Line(session.Id, (LineSound)notice.B));
                break;
            case NoticeKind.PlayEnded:
                host.Tell(new MediaEvent.PlayEnded(session.Id, notice.A, (PlayEnd)notice.B));
                break;
            case NoticeKind.SecretCount:
                host.Tell(new MediaEvent.SecretCount(session.Id, (int)notice.A));
                break;
            case NoticeKind.SecretDone:
                host.Secret(session, (SecretEntry)notice.What!);
                break;
            case NoticeKind.Silent:
                host.Tell(new MediaEvent.Audio(session.Id, LegAudio.Silent));
                break;
            case NoticeKind.Back:
                host.Tell(new MediaEvent.Audio(session.Id, LegAudio.Back));
                break;
            case NoticeKind.Vanished:
                host.Tell(new MediaEvent.Vanished(session.Id));
                break;
            case NoticeKind.Connected:
                host.Tell(new MediaEvent.Connected(session.Id));
                break;
            case NoticeKind.Failed:
                host.Tell(new MediaEvent.Failed(session.Id, (string)notice.What!, notice.A == 1));
                break;
            case NoticeKind.RecordingGap:
                host.Tell(new MediaEvent.RecordingGap(session.Id, (string)notice.What!, notice.B));
                break;
        }
    }

    private void Answer(Order order)
    {
        order.After?.Invoke();
        if (order is { Error: not null, Request: 0 })
            warn("an order nobody waits for: " + order.Error);
        else if (order.Error is { } error)
            host.Reply(order.Request, new MediaReply { Error = error });
        else if (!order.AnswersLater)
            host.Reply(order.Request, order.Result ?? new MediaReply());
    }
}
