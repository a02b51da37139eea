using static SymbolicDiff.Generators.Tests.Snapshot;

namespace SymbolicDiff.Generators.Tests;

/// <summary>The emitted code, read by people: objects that are changed, and lists.</summary>
public class ObjectSnapshots
{
    private const string Usings = """
        using System.Collections.Generic;
        using SymbolicDiff;

        """;

    [Fact]
    public Task OscillatingParticle() => Verify(Usings + """
        public class Particle(double position)
        {
            public double Position = position;

            public double Speed { get; set; }

            public virtual void Step(double dt) => Position += dt * Speed;
        }

        public sealed class Bound(double position, double stiffness) : Particle(position)
        {
            public override void Step(double dt)
            {
                base.Step(dt);
                Speed -= dt * stiffnessOverMass * Position;
            }

            private readonly double stiffnessOverMass = stiffness;
        }

        public static partial class Model
        {
            [Differentiable]
            public static double Where(double start, double stiffness, int steps)
            {
                Particle particle = new Bound(start, stiffness) { Speed = 1 };
                for (int i = 0; i < steps; i++) particle.Step(0.01);
                return particle.Position;
            }
        }
        """);

    [Fact]
    public Task SumOfList() => Verify(Usings + """
        public static partial class Model
        {
            [Differentiable]
            public static double Energy(List<double> values, double scale)
            {
                double sum = 0;
                for (int i = 0; i < values.Count; i++) sum += scale * values[i] * values[i];
                return sum;
            }
        }
        """);
}
