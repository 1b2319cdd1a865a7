namespace TellerLine.Voice;

/// <summary>What the called side's audio is, as far as it can be heard.</summary>
public enum LineSound
{
    /// <summary>The network's ringing tone.</summary>
    RingBack,

    /// <summary>The called number is in another call.</summary>
    Busy,

    /// <summary>No way to it just now; of some networks: busy, too.</summary>
    Congestion,

    /// <summary>No such number, or out of order: the special information tone, or a network's own tone.</summary>
    Unobtainable,

    /// <summary>Nothing for some seconds.</summary>
    Silence,

    /// <summary>A few words, and then it waits.</summary>
    Person,

    /// <summary>Somebody speaks on and waits for no answer: an announcement, or a machine's greeting.</summary>
    Announcement,

    /// <summary>A long greeting, and then a single beep.</summary>
    Machine,
}
