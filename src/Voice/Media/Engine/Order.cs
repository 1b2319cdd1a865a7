using TellerLine.Voice.Media.Link;

namespace TellerLine.Voice.Media.Engine;

/// <summary>
/// Something for the packet thread to do between two packets. Made elsewhere, so that it allocates nothing there.
/// </summary>
/// <param name="request">The host's request this answers, 0 for none.</param>
internal sealed class Order(uint request, Action run)
{
    public uint Request => request;

    /// <summary>The answer to give when done; <c>null</c> for a plain yes.</summary>
    public MediaReply? Result { get; set; }

    public string? Error { get; private set; }

    /// <summary>
    /// It is answered when something else ends (a secret, a recording's seal); only its failure is told at once.
    /// </summary>
    public bool AnswersLater { get; set; }

    /// <summary>Runs on the event thread afterwards.</summary>
    public Action? After { get; set; }

    /// <summary>Somebody wants to know that it was done, or has to be told that it was not.</summary>
    public bool IsAwaited => request != 0 || After is not null || Error is not null;

    public void Run()
    {
        try
        {
            run();
        }
        catch (MediaException e)
        {
            Error = e.Message;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A broken invariant: it costs this order, and the orders behind it still run.
            Error = "a fault in the media process: " + e;
        }
    }
}
