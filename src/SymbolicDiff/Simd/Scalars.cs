using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff;

/// <summary>Eight numbers one by one, where eight at once are not possible or not worth it.</summary>
internal static class Scalars
{
    /// <summary>The function of each number.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Vector512<double> Map(Vector512<double> x, Func<double, double> function) => MapWhere(Vector512<double>.AllBitsSet, x, x, function);

    /// <summary>The function of those numbers that the mask chooses, <paramref name="others"/> elsewhere.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Vector512<double> MapWhere(Vector512<double> mask, Vector512<double> x, Vector512<double> others, Func<double, double> function)
    {
        for (int lane = 0; lane < Lanes.Count; lane++)
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
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            if (mask.AsInt64().GetElement(lane) != 0)
                others = others.WithElement(lane, function(x.GetElement(lane), y.GetElement(lane)));
        }

        return others;
    }
}
