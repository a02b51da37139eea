using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Whether the iterations of a loop can run in any order: outside of their own locals they only add to derivatives that they do not read,
/// or touch elements that belong to one iteration.
/// </summary>
internal sealed class Independence(Memory memory, For loop)
{
    private readonly HashSet<Variable> own = [];
    private readonly HashSet<Variable> sums = [];
    private readonly HashSet<Variable> reads = [];
    private readonly List<(Element Place, bool IsSum)> writes = [];
    private readonly List<Expression> memoryReads = [];
    private bool isPossible = true;

    public bool Holds()
    {
        own.Add(loop.Counter);
        loop.Body.ForEach(Add);
        return isPossible && !sums.Overlaps(reads) && writes.All(IsFree);
    }

    private void Add(Statement statement)
    {
        switch (statement)
        {
            case Declare declare:
                own.Add(declare.Variable);
                break;
            case For inner:
                own.Add(inner.Counter);
                break;
            case If or While:
                break;
            case Assign { Target: Variable target } when own.Contains(target):
                break;
            case Assign { Target: Variable target } assign when assign.Kind != AssignmentKind.Set && target.IsDerivative() && target.Type.IsReal:
                sums.Add(target);
                Read(assign.Value);
                return;
            case Assign { Target: Element element } assign when assign.IsDerivative():
                writes.Add((element, assign.Kind != AssignmentKind.Set));
                Read(element.Storage);
                foreach (Expression index in element.Indices) Read(index);
                Read(assign.Value);
                return;
            default:
                isPossible = false;
                break;
        }

        foreach (Expression read in statement.Reads()) Read(read);
    }

    private void Read(Expression expression)
    {
        expression.ForEach(part =>
        {
            switch (part)
            {
                case Variable variable:
                    reads.Add(variable);
                    break;
                case Element or CopyOf:
                    memoryReads.Add(part);
                    break;
                case External external:
                    isPossible &= !external.HasEffects && external.Operands.Count == 0;
                    break;
            }
        });
    }

    private bool IsFree((Element Place, bool IsSum) write)
    {
        int region = memory.ColumnOf(write.Place);
        var readers = memoryReads.Where(read => (read is CopyOf || read.Type is ScalarType) && MayRead(read)).ToList();
        var writers = writes.Where(other => memory.MayOverlap(memory.ColumnOf(other.Place), region)).ToList();
        if (readers.Count == 0 && writers.All(writer => writer.IsSum)) return true;
        int position = write.Place.Indices.ToList().FindIndex(index => index.Equals(loop.Counter));
        return position >= 0 && write.Place.Storage.Whole() is Variable storage && !own.Contains(storage)
            && readers.Concat(writers.Select(writer => writer.Place)).All(access => access is Element element
                && element.Storage.Whole().Equals(storage) && element.Indices[position].Equals(loop.Counter));

        bool MayRead(Expression read) => memory.MayOverlap(memory.ColumnOf(read is CopyOf copy ? copy.Storage : read), region);
    }
}
