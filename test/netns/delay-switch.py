"""An Ethernet switch that holds every frame back for a while, and whose ports can be cut.

    python3 delay-switch.py NEAR:FAR...

NEAR is the switch's end of a veth pair, FAR the other one; both are still in its namespace, so that it can switch the
offloads of both off: a frame that is read here must have its checksum and must fit the wire. Commands on stdin:
`delay MS` (one way), `cut`, `split PORT...` (those from the others, counted from 0), `heal`; each is answered with the
same line on stdout, the start with `ready`. Ends with its stdin. Stands in for netem, which many kernels lack.
"""

import array
import fcntl
import heapq
import select
import signal
import socket
import struct
import sys
import time

ETH_P_ALL = 3
PACKET_OUTGOING = 4
SIOCETHTOOL = 0x8946
# ETHTOOL_SRXCSUM, _STXCSUM, _SSG, _STSO, _SGSO, _SGRO
OFFLOADS = (0x15, 0x17, 0x19, 0x1F, 0x24, 0x2C)
SOL_PACKET, PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC = 263, 1, 1
MAX_FRAME_BYTES = 65_536


def switch_offloads_off(interface):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for command in OFFLOADS:
            value = array.array("I", [command, 0])
            address, _ = value.buffer_info()
            try:
                fcntl.ioctl(control, SIOCETHTOOL, struct.pack("16sP", interface.encode(), address))
            except OSError:
                # A kernel may not let one be changed; what matters shows when the nodes cannot talk.
                pass


def open_port(interface):
    port = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    port.bind((interface, 0))
    membership = struct.pack("iHH8s", socket.if_nametoindex(interface), PACKET_MR_PROMISC, 0, b"")
    port.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership)
    port.setblocking(False)
    return port


class Switch:
    def __init__(self, ports):
        self.ports = ports
        self.learned = {}
        self.due = []
        self.taken = 0
        self.delay = 0.0
        self.is_cut = False
        self.island = set()

    def take(self, port):
        """Reads what a port has and plans when it leaves."""
        while True:
            try:
                frame, (_, _, kind, *_) = port.recvfrom(MAX_FRAME_BYTES)
            except BlockingIOError:
                return
            except OSError:
                # The far end is down for the moment it moves to its namespace.
                return
            if kind == PACKET_OUTGOING or self.is_cut:
                continue
            self.learned[frame[6:12]] = port
            self.taken += 1
            heapq.heappush(self.due, (time.monotonic() + self.delay, self.taken, port, frame))

    def deliver(self):
        """Sends what is due; returns the seconds until the next frame is, or None."""
        while self.due:
            wait = self.due[0][0] - time.monotonic()
            if wait > 0:
                return wait
            _, _, source, frame = heapq.heappop(self.due)
            if self.is_cut:
                continue
            known = self.learned.get(frame[0:6])
            for port in [known] if known else self.ports:
                if port is not source and (port in self.island) == (source in self.island):
                    try:
                        port.send(frame)
                    except OSError:
                        # Full or down: a switch drops.
                        pass
        return None

    def obey(self, line):
        match line.split():
            case ["delay", milliseconds]:
                self.delay = float(milliseconds) / 1_000
            case ["cut"]:
                self.is_cut = True
            case ["split", *island]:
                self.island = {self.ports[int(port)] for port in island}
            case ["heal"]:
                self.is_cut = False
                self.island = set()
            case _:
                sys.exit(f"unknown command: {line}")


def main():
    # Ctrl-C goes to the whole process group; whoever started the switch ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pairs = [pair.split(":") for pair in sys.argv[1:]]
    for interface in (end for pair in pairs for end in pair):
        switch_offloads_off(interface)
    switch = Switch([open_port(near) for near, _ in pairs])
    print("ready", flush=True)
    while True:
        readable, _, _ = select.select([sys.stdin, *switch.ports], [], [], switch.deliver())
        for source in readable:
            if source is not sys.stdin:
                switch.take(source)
        if sys.stdin in readable:
            # One command at a time: each is answered before the next is sent.
            line = sys.stdin.readline()
            if line == "":
                return
            switch.obey(line)
            print(line.strip(), flush=True)


main()
