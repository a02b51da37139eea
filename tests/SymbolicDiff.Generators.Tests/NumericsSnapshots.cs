using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: vectors and complex numbers of the framework.</summary>
public class NumericsSnapshots
{
    private const string Usings = """
        using System.Numerics;
        using SymbolicDiff;

        """;

    [Fact]
    public Task SpringEnergyOfVectors() => Verify(Usings + """
        public static partial class Model
        {
            [Differentiable]
            public static float Energy(Vector3[] nodes, float stiffness, float rest)
            {
                float energy = 0;
                for (int i = 1; i < nodes.Length; i++)
                {
                    float stretch = Vector3.Distance(nodes[i], nodes[i - 1]) - rest;
                    energy += 0.5f * stiffness * stretch * stretch;
                }

                return energy;
            }
        }
        """);

    [Fact]
    public Task IteratedComplexNumbers() => Verify(Usings + """
        public static partial class Model
        {
            [Differentiable]
            public static double Escape(Complex c, int count)
            {
                Complex z = Complex.Zero;
                for (int i = 0; i < count; i++) z = z * z + c;
                return Complex.Abs(z);
            }
        }
        """);
}
