namespace TellerLine.Voice.Media;

/// <summary>
/// An order the media process could not carry out, or the process was lost over it. The message names what was wrong.
/// </summary>
public sealed class MediaException(string message) : Exception(message)
{
    /// <summary>The process lives and said no: the order was wrong, nothing is lost.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>What the peer described is what was refused; the session it was for is there.</summary>
    public bool IsOfDescription { get; init; }
}
