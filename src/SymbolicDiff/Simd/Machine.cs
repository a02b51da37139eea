using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SymbolicDiff;

/// <summary>What the machine can do in one instruction.</summary>
internal static class Machine
{
    /// <summary>
    /// Whether a fused multiplication and addition is an instruction. Without it the framework calculates one in software, which is right but slow.
    /// </summary>
    internal static bool HasFusedMultiplyAdd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Vector256.IsHardwareAccelerated && Fma.IsSupported) || AdvSimd.IsSupported;
    }

    /// <summary>a·b + c, rounded once if the machine has an instruction for that, else twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double MultiplyAdd(double a, double b, double c) => HasFusedMultiplyAdd ? Math.FusedMultiplyAdd(a, b, c) : a * b + c;
}
