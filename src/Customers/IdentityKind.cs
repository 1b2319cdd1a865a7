namespace TellerLine.Customers;

/// <summary>The documents a bank in China knows its customers by.</summary>
public enum IdentityKind
{
    /// <summary>居民身份证.</summary>
    ResidentCard,

    /// <summary>港澳居民来往内地通行证.</summary>
    HongKongMacaoPermit,

    /// <summary>台湾居民来往大陆通行证.</summary>
    TaiwanPermit,

    /// <summary>港澳台居民居住证.</summary>
    ResidencePermit,

    /// <summary>外国人永久居留身份证.</summary>
    ForeignPermanentResidence,

    /// <summary>军官证.</summary>
    OfficerCard,

    /// <summary>护照.</summary>
    Passport,

    /// <summary>统一社会信用代码, of companies.</summary>
    SocialCreditCode,
}
