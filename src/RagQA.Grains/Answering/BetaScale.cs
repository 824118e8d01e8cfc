namespace RagQA.Grains.Answering;

/// <summary>
/// Beta calibration of a probability p (Kull, Silva Filho, Flach 2017): its logit becomes
/// Constant + Log · ln p − LogOfRest · ln(1 − p). Where both ends of a logistic fit are too sure, or one of them, this bends them.
/// </summary>
/// <param name="Constant">Constant.</param>
/// <param name="Log">Weight of ln p, not negative.</param>
/// <param name="LogOfRest">Weight of −ln(1 − p), not negative.</param>
public sealed record BetaScale(double Constant, double Log, double LogOfRest)
{
    /// <summary>The logit of the scaled probability, of the logit of the one before.</summary>
    public double Logit(double logit)
    {
        var (log, logOfRest) = Terms(logit);
        return Constant + (Log * log) + (LogOfRest * logOfRest);
    }

    /// <summary>ln p and −ln(1 − p) of a probability's logit: what the weights are for.</summary>
    public static (double Log, double LogOfRest) Terms(double logit) => (-SoftPlus(-logit), SoftPlus(logit));

    /// <summary>ln(1 + e^x) without overflow.</summary>
    private static double SoftPlus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
