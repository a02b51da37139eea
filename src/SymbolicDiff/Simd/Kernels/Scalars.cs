using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff.Vector512Kernels;

/// <summary>The numbers of a vector one by one, where all at once are not possible or not worth it.</summary>
internal static class Scalars
{
    /// <summary>The function of those numbers that the mask chooses, <paramref name="others"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Vector512<double> MapWhere(Vector512<double> mask, Vector512<double> x, Vector512<double> others, Func<double, double> function)
    {
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            if (mask.AsInt64().GetElement(lane) != 0)
                others = others.WithElement(lane, function(x.GetElement(lane)));
        }

        return others;
    }

    /// <summary>The function of those pairs that the mask chooses, <paramref name="others"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Vector512<double> MapWhere(
        Vector512<double> mask, Vector512<double> x, Vector512<double> y, Vector512<double> others, Func<double, double, double> function)
    {
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            if (mask.AsInt64().GetElement(lane) != 0)
                others = others.WithElement(lane, function(x.GetElement(lane), y.GetElement(lane)));
        }

        return others;
    }
}
