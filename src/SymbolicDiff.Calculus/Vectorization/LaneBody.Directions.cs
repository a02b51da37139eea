using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Vectorization;

// What only loops over directions have: memory of lanes under any name, and statements that are the same in all lanes.
internal sealed partial class LaneBody
{
    private Statement InSweep(Statement statement) => statement switch
    {
        While loop => new While(Uniform(loop.Condition), Inner(loop.Body, null)),
        Push push => new Push((Variable)Path(push.Stack), Of(push.Value)),
        Pop pop => new Pop((Variable)Path(pop.Stack), New(pop.Target, lanes.IsVarying(pop.Target) ? ValueType.Lanes : pop.Target.Type)),
        Evaluate or Throw => statement.Map(Uniform, block => block),
        _ => throw new InvalidOperationException("No statement for lanes: " + Printer.Print(statement)),
    };

    private Declare DeclaredMemory(Variable local, Expression memory)
    {
        Expression made = Path(memory);
        StorageType type = OfLanes((StorageType)local.Type, lanes.IsVarying(local));
        bool isOfTape = made is Variable { Type: StorageType { Kind: StorageKind.Tape } };
        return new Declare(New(local, isOfTape ? type with { Kind = StorageKind.Span } : type), lanes.IsVarying(local) ? Made(made) : made);
    }

    /// <summary>New memory of lanes.</summary>
    internal static Expression Made(Expression memory) => memory switch
    {
        Allocate allocate => allocate with { Memory = OfLanes(allocate.Memory, true), Type = OfLanes(allocate.Memory, true) },
        ZerosLike zeros => zeros with { Memory = OfLanes(zeros.Memory, true), Type = OfLanes(zeros.Memory, true) },
        CopyOf copy => copy with { Memory = OfLanes(copy.Memory, true), Type = OfLanes(copy.Memory, true) },
        _ => memory,
    };

    internal static StorageType OfLanes(StorageType type, bool isVarying) => isVarying ? type with { Element = ValueType.Lanes } : type;

    /// <summary>The memory, of lanes where it varies.</summary>
    private Expression Path(Expression path)
    {
        if (path is not View view || !lanes.IsVarying(view.Storage)) return Uniform(path);
        var memory = OfLanes(view.Memory, true);
        return new View(Path(view.Storage), memory, Uniform(view.Start), view.Length is null ? null : Uniform(view.Length));
    }
}
