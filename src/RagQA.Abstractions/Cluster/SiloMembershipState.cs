namespace RagQA;

/// <summary>How a silo stands to its cluster.</summary>
public enum SiloMembershipState
{
    /// <summary>It takes part.</summary>
    Active = 0,

    /// <summary>It is starting.</summary>
    Joining = 1,

    /// <summary>It is stopping.</summary>
    Leaving = 2,

    /// <summary>It stopped, or was given up.</summary>
    Left = 3,
}
