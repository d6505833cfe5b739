/// How often the program has asked for memory so far.
long allocations(void);
