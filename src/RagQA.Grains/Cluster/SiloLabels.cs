using Microsoft.Extensions.Options;
using RagQA.Inference;

namespace RagQA.Grains.Cluster;

/// <summary>
/// What placement looks at: what the operator says of the silo, and <c>gpu=true</c> while a device of its own runs its models. The latter
/// comes and goes with the device's health, so labels travel with a silo's report and not with its membership.
/// </summary>
internal sealed class SiloLabels(IOptions<SiloLabelOptions> options, ModelDevices devices)
{
    private const string Gpu = "gpu";
    private const string True = "true";

    public Dictionary<string, string> Now
    {
        get
        {
            var labels = new Dictionary<string, string>(options.Value.Labels, StringComparer.Ordinal);
            labels.Remove(Gpu);
            if (devices.IsAccelerated)
            {
                labels.Add(Gpu, True);
            }

            return labels;
        }
    }

    public static bool HasDevice(SiloReport silo) => silo.Labels.TryGetValue(Gpu, out var value) && value == True;
}
